import { redact } from '@hatchery/core';
import type { StreamReport } from '@hatchery/engine';
import { hostname } from 'node:os';
import type { RunFacts, RunOutcome } from './run-outcome.ts';

/** In bytes. Receivers take a megabyte or more; few take much more. */
const longest = 1_000_000;

type StreamJson = Readonly<Record<string, unknown>> & Pick<StreamReport, 'status' | 'objects'>;
type NamelessJson = Readonly<Record<string, unknown>> & Pick<StreamReport, 'status'>;

/**
 * What a webhook is sent: the document of `hatchery run --json`, and which run on which machine it is about. Where it would be
 * longer than a megabyte, the names of objects are left out; then streams, those that completed first. `omitted` says so.
 */
export function webhookBody(facts: RunFacts, outcome: RunOutcome): string {
  const { streams: all, ...document } = outcome.document;
  const head = {
    type: 'hatchery.run.ended',
    run: facts.run,
    startedAt: facts.startedAt.toISOString(),
    endedAt: outcome.endedAt.toISOString(),
    durationMs: outcome.endedAt.getTime() - facts.startedAt.getTime(),
    exitCode: outcome.exitCode,
    ...(outcome.signal !== undefined && { signal: outcome.signal }),
    host: hostname(),
    versions: facts.versions,
  };
  // What identifies the run is this file's to say, whatever the document has under the same name.
  const rest = { ...document, ...head };
  if (!Array.isArray(all)) return redact(JSON.stringify(rest));
  const streams = all as readonly StreamJson[];
  const counted = { ...rest, statuses: countStatuses(streams) };
  const nameless = streams.map((stream): NamelessJson => ({ ...stream, objects: undefined }));
  const room = longest - sizeOf(counted) - 1_000;
  if (sizeOf(nameless) + namesSize(streams, room) <= room) return redact(JSON.stringify({ ...counted, streams }));
  const kept = fitting(nameless, room);
  const omitted = { objects: true, streams: streams.length - kept.length };
  return redact(JSON.stringify({ ...counted, omitted, streams: kept }));
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** What the names of objects take; no more is counted than it takes to know that there is no room for them. */
function namesSize(streams: readonly StreamJson[], room: number): number {
  let size = 0;
  for (const { objects } of streams) {
    if (size > room) break;
    size += sizeOf({ objects });
  }
  return size;
}

function countStatuses(streams: readonly StreamJson[]): Record<string, number> {
  const groups = Object.groupBy(streams, ({ status }) => status);
  return Object.fromEntries(Object.entries(groups).map(([status, members]) => [status, members.length]));
}

/** As many as fit, those that did not complete first, in the order in which they came. */
function fitting(streams: readonly NamelessJson[], room: number): readonly NamelessJson[] {
  const ranked = [...streams.keys()].sort((a, b) => rank(streams[a]) - rank(streams[b]) || a - b);
  const kept = new Set<number>();
  let left = room;
  for (const index of ranked) {
    left -= sizeOf(streams[index]) + 1;
    if (left < 0) break;
    kept.add(index);
  }
  return streams.filter((_, index) => kept.has(index));
}

function rank(stream: NamelessJson | undefined): number {
  return stream?.status === 'completed' ? 1 : 0;
}
