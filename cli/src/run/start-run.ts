import type { RunRequest } from './run-request.ts';
import { tellFailure } from './tell-failure.ts';

/** Does what was asked for, or shows what that would be. Gives the exit code. */
export async function startRun(request: RunRequest): Promise<number> {
  if (!request.dryRun) {
    const { runStreams } = await import('./run-streams.ts');
    return runStreams(request);
  }
  const { dryRun } = await import('./dry-run.ts');
  return dryRun(request).catch((error: unknown) => tellFailure(error, request));
}
