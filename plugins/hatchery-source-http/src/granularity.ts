import type { Window } from '@hatchery/core';
import { timeUnit } from './time-format.ts';
import type { WindowOptions } from './window-options.ts';

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

/** A window with both ends cut to the granularity, as a run between two steps of it may end anywhere. */
export function cutWindow({ from, to }: Window, granularity: number): Window {
  const cut = (time: Date): Date => new Date(Math.floor(time.getTime() / granularity) * granularity);
  return { from: cut(from), to: cut(to) };
}
