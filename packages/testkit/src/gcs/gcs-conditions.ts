import type { GcsObject } from './gcs-object.ts';
import { conditionNotMet, GcsRefusal, invalid } from './gcs-refusal.ts';

/**
 * Holds a request's preconditions against what is there now. Generation 0 stands for "nothing is there".
 *
 * @throws GcsRefusal 412, or 304 where a read found nothing new
 */
export function checkConditions(query: URLSearchParams, current: GcsObject | undefined): void {
  const [generation, metageneration] = [current?.generation ?? '0', current?.metageneration ?? '0'];
  if (differs(query, 'ifGenerationMatch', generation)) throw conditionNotMet();
  if (differs(query, 'ifMetagenerationMatch', metageneration)) throw conditionNotMet();
  if (differs(query, 'ifGenerationNotMatch', generation) === false) throw notModified();
  if (differs(query, 'ifMetagenerationNotMatch', metageneration) === false) throw notModified();
}

/** `undefined` if the condition is not asked for. */
function differs(query: URLSearchParams, condition: string, actual: string): boolean | undefined {
  const wanted = query.get(condition);
  if (wanted === null) return undefined;
  if (!/^\d{1,19}$/.test(wanted)) throw invalid(`Invalid long value: '${wanted}'.`);
  return BigInt(wanted) !== BigInt(actual);
}

function notModified(): GcsRefusal {
  return new GcsRefusal(304, 'notModified', '');
}
