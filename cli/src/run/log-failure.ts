import { print } from '../base/print.ts';
import { exitCodeOfError } from '../exit-code.ts';
import { createLog } from '../log/log.ts';
import { errorJson } from '../output/error-json.ts';
import { jsonText } from '../output/json-text.ts';
import type { RunRequest } from './run-request.ts';

/** Writes why nothing ran into the log, and with `--json` to standard output. Gives the exit code. */
export function logFailure(error: unknown, request: Pick<RunRequest, 'json' | 'log'>): number {
  const { message, ...fields } = errorJson(error);
  createLog(request.log).write({ level: 'error', time: new Date(), message, fields });
  if (request.json) print(jsonText({ error: errorJson(error) }));
  return exitCodeOfError(error);
}
