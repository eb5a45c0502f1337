import type { Window, WindowPolicy } from '@hatchery/core';
import type { Options } from './options.ts';
import type { WindowOptions } from './window-options.ts';
import { timeUnit } from './time-format.ts';

interface Timed {
  readonly granularity?: number | undefined;
  readonly window?: WindowOptions | undefined;
  readonly requests?: readonly { readonly window?: WindowOptions | undefined }[] | undefined;
}

/** The step, in milliseconds, that windows are cut to: the one configured, or the coarsest that a format tells. */
export function granularityOf(options: Timed): number {
  const windows = [options, ...(options.requests ?? [])].map((request) => request.window);
  const units = windows.filter((window) => window !== undefined).map((window) => timeUnit(window.format));
  return options.granularity ?? Math.max(1, ...units);
}

/** How the host is to cut windows. */
export function windowPolicy(options: Options): WindowPolicy {
  const { lookback, settle, overlap, maxSpan, retention } = options;
  const given = Object.entries({ lookback, settle, overlap, maxSpan, retention }).filter(
    ([, value]) => value !== undefined,
  );
  return { granularity: granularityOf(options), ...Object.fromEntries(given) };
}

/** A window with both ends cut to the granularity, as a run between two steps of it may end anywhere. */
export function cutWindow({ from, to }: Window, granularity: number): Window {
  const cut = (time: Date): Date => new Date(Math.floor(time.getTime() / granularity) * granularity);
  return { from: cut(from), to: cut(to) };
}
