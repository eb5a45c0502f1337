import type { Window } from '@hatchery/core';
import { nextWindows, requestedWindows, windowRules } from './plan-windows.ts';
import { resumeOf } from './resume-of.ts';
import type { RunOptions } from './run-options.ts';
import type { Stream } from './stream.ts';
import { windowsFor } from './windows-for.ts';
import { readPositions, type StreamPosition } from './audit/read-positions.ts';

/** What a run would ask for. */
export interface StreamPlan {
  readonly id: string;
  readonly windows: readonly Window[];
}

/**
 * The windows that a run would cover now, without running: what a broken run left open first.
 *
 * @param requested windows asked for, as in `RunOptions.windows`
 * @throws HatcheryError from a destination, whose ledger says where the stream stands
 */
export async function planStreams(
  streams: readonly Stream[],
  requested?: RunOptions['windows'],
  now = new Date(),
): Promise<StreamPlan[]> {
  const positions: ReadonlyMap<string, StreamPosition | undefined> =
    requested === undefined ? await readPositions(streams) : new Map();
  return streams.map((stream) => {
    const rules = windowRules(stream);
    if (requested !== undefined) {
      const asked = windowsFor(stream.id, requested);
      return { id: stream.id, windows: asked.flatMap((window) => requestedWindows(rules, window)) };
    }
    const position = positions.get(stream.id);
    const open = position?.openWindow;
    const until = open?.to ?? position?.coveredUntil;
    const polls = resumeOf(stream.source) !== 'window';
    const next = nextWindows(rules, now, until === undefined ? undefined : new Date(until), polls);
    return {
      id: stream.id,
      windows: [...(open === undefined ? [] : [{ from: new Date(open.from), to: new Date(open.to) }]), ...next],
    };
  });
}
