import type { RunOptions, Stream, StreamReport, StreamStatusReport } from '@hatchery/engine';
import type { RunRequest } from './run-request.ts';

/** What the engine is to run. */
export interface RunPlan {
  readonly streams: readonly Stream[];
  readonly windows: RunOptions['windows'];
  /** Streams whose gaps cannot be told. */
  readonly failed: readonly StreamReport[];
}

/** Finds the gaps where these are asked for; streams without any have nothing to do. */
export async function planRun(
  { gaps, windows, now }: Pick<RunRequest, 'gaps' | 'windows' | 'now'>,
  streams: readonly Stream[],
): Promise<RunPlan> {
  if (!gaps) return { streams, windows, failed: [] };
  const { readStatus, windowsToFill } = await import('@hatchery/engine');
  const statuses = await readStatus(streams, now);
  const toFill = new Map(statuses.map((status) => [status.id, windowsToFill(status)]));
  return {
    streams: streams.filter(({ id }) => (toFill.get(id) ?? []).length > 0),
    windows: toFill,
    failed: statuses.flatMap(failure),
  };
}

function failure({ id, tags, error }: StreamStatusReport): StreamReport[] {
  if (error === undefined) return [];
  const nothing = { objects: [], objectCount: 0, bytes: 0, storedBytes: 0, requests: 0, retries: 0, durationMs: 0 };
  return [{ id, tags, status: 'failed', ...nothing, error }];
}
