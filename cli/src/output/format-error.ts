import { HatcheryError } from '@hatchery/core';
import { causesOf, linkOf } from './error-chain.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { problemsOf } from './problems-of.ts';

export interface ErrorFormat {
  readonly paint: Painter;
  /** Whether stacks are shown, as for `--log-level debug`. @default false */
  readonly stacks?: boolean;
}

const faultHint = 'This is a fault in hatchery or in a plugin. HATCHERY_LOG_LEVEL=debug shows where.';

/** An error for people: code, sentence, where, what is wrong place by place, what to do, what caused it. */
export async function formatError(error: unknown, { paint, stacks = false }: ErrorFormat): Promise<string> {
  const link = linkOf(error);
  const known = HatcheryError.is(error) ? error : undefined;
  const problems = await problemLines(error);
  // The sentence of an error with problems repeats the first of them below its first line.
  const sentence = problems.length > 0 ? (link.message.split('\n')[0] ?? '') : link.message;
  const hint = known === undefined ? faultHint : known.hint;
  const where = Object.entries(known?.context ?? {}).filter(([, value]) => value !== undefined);
  const lines = [
    `${paint(['red', 'bold'], known?.code ?? 'INTERNAL')}: ${printable(sentence)}`,
    ...problems.map((line) => `  ${line}`),
    ...(where.length > 0
      ? [paint('dim', `  at ${where.map(([key, value]) => `${key} ${printable(String(value))}`).join(', ')}`)]
      : []),
    ...(hint === undefined ? [] : [`  ${paint('cyan', 'hint:')} ${indent(printable(hint))}`]),
    ...causesOf(error)
      .filter((cause) => cause.code !== undefined || !link.message.includes(cause.message))
      .map(
        (cause) =>
          `  ${paint('dim', 'because:')} ${indent(printable(cause.code === undefined ? cause.message : `${cause.code}: ${cause.message}`))}`,
      ),
  ];
  const stack = stacks
    ? [link, ...causesOf(error)].flatMap((each) =>
        each.stack === undefined ? [] : [indent(`  ${printable(each.stack)}`)],
      )
    : [];
  return [...lines, ...stack].join('\n');
}

async function problemLines(error: unknown): Promise<readonly string[]> {
  const problems = problemsOf(error);
  if (problems === undefined) return [];
  const { formatProblem } = await import('@hatchery/host');
  const lines = problems.map((problem) => printable(formatProblem(problem)));
  const total = typeof error === 'object' && error !== null && 'total' in error ? Number(error.total) : lines.length;
  return total > lines.length ? [...lines, `and ${total - lines.length} more`] : lines;
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
