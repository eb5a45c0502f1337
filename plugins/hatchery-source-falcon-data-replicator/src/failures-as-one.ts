import { HatcheryError } from '@hatchery/core';

const mostTold = 5;

/** Several failures as one error that tells them all, up to a few. */
export function failuresAsOne(failures: readonly HatcheryError[]): HatcheryError {
  const [first, ...others] = failures;
  if (first === undefined) throw new TypeError('There is no failure.');
  if (others.length === 0) return first;
  const isAlike = others.every(({ code }) => code === first.code);
  const sentences = [...new Set(failures.map(({ message }) => message))];
  const rest = sentences.length > mostTold ? ` And ${sentences.length - mostTold} more; the log has them all.` : '';
  return new HatcheryError(isAlike ? first.code : 'SOURCE_FAILED', sentences.slice(0, mostTold).join(' ') + rest, {
    hint: first.hint,
    cause: new AggregateError(failures),
    context: { failures: failures.length },
  });
}
