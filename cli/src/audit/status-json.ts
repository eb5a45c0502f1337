import type { StreamStatusReport } from '@hatchery/engine';
import { errorJson } from '../output/error-json.ts';

/** A stream's status and what is made of it. */
export interface JudgedStatus extends StreamStatusReport {
  /** It lags more than `--max-lag` allows. */
  readonly late: boolean;
}

/** What `hatchery status --json` prints: every key is always there, with `null` for what is not known. */
export function statusJson(streams: readonly JudgedStatus[], now: Date): object {
  return { at: now.toISOString(), streams: streams.map(streamJson) };
}

function streamJson(status: JudgedStatus): object {
  const isRead = status.error === undefined;
  return {
    id: status.id,
    tags: status.tags,
    lastCommit: status.lastCommit ?? null,
    head: status.head ?? null,
    coveredFrom: status.coveredFrom ?? null,
    coveredUntil: status.coveredUntil ?? null,
    lagMs: status.lagMs ?? null,
    late: status.late,
    gaps: isRead ? status.gaps : null,
    openWindow: status.openWindow ?? null,
    openBackfills: isRead ? status.openBackfills : null,
    heldBy: status.heldBy ?? null,
    objects: isRead ? status.objects : null,
    bytes: isRead ? status.bytes : null,
    losesFrom: status.losesFrom ?? null,
    error: isRead ? null : errorJson(status.error),
  };
}
