import type { RunOutcome } from '@hatchery/telemetry';
import { errorJson } from '../output/error-json.ts';

/** What others are told of a run that has no report. */
export function failureOutcome(error: unknown): Pick<RunOutcome, 'document' | 'errorCode'> {
  const told = errorJson(error);
  return { document: { error: told }, errorCode: told.code };
}
