import { reportFailure } from '../base/report-failure.ts';
import { exitCodeOfError } from '../exit-code.ts';
import { logFailure } from './log-failure.ts';
import type { RunRequest } from './run-request.ts';

/** Says why nothing ran, to people or to machines. Gives the exit code. */
export async function tellFailure(error: unknown, request: Pick<RunRequest, 'json' | 'log'>): Promise<number> {
  // Where the log is for machines, so is the reason why nothing ran.
  if (request.log.format === 'json') return logFailure(error, request);
  await reportFailure(error, request.json);
  return exitCodeOfError(error);
}
