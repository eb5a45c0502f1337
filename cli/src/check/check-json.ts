import type { CheckOutcome, StreamCheck } from '@hatchery/engine';
import { errorJson } from '../output/error-json.ts';

/** What connecting showed, as `--json` prints it. */
export function checkJson(checks: readonly StreamCheck[]): object[] {
  return checks.map(({ source, destination, ledger, ...check }) => ({
    ...check,
    source: outcome(source),
    destination: outcome(destination),
    ...(ledger && { ledger: outcome(ledger) }),
  }));
}

function outcome(result: CheckOutcome): object {
  return result.status === 'failed' ? { ...result, error: errorJson(result.error) } : result;
}
