import { logFailure } from './log-failure.ts';
import type { RunRequest } from './run-request.ts';

/** Does what was asked for, or shows what that would be. Gives the exit code. */
export async function startRun(request: RunRequest): Promise<number> {
  try {
    return await start(request);
  } catch (error) {
    // Where the log is for machines, so is the reason why nothing ran.
    if (request.log.format === 'json') return logFailure(error, request);
    throw error;
  }
}

async function start(request: RunRequest): Promise<number> {
  if (request.dryRun) {
    const { dryRun } = await import('./dry-run.ts');
    return dryRun(request);
  }
  const { runStreams } = await import('./run-streams.ts');
  return runStreams(request);
}
