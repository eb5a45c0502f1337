import type { CheckOutcome, StreamCheck } from '@hatchery/engine';
import { errorJson } from '../output/error-json.ts';

/** What connecting showed, as `--json` prints it. */
export function checkJson(checks: readonly StreamCheck[]): object[] {
  return checks.map((check) => ({ ...check, source: outcome(check.source), destination: outcome(check.destination) }));
}

function outcome(result: CheckOutcome): object {
  return result.status === 'failed' ? { ...result, error: errorJson(result.error) } : result;
}
