import type { Window } from '@hatchery/core';

/** When the runs of the suite take place. */
export const now = new Date('2026-03-01T12:00:00Z');

export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * 60_000);
}

/** The whole that windows make. */
export function spanOf(windows: readonly Window[]): Window {
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) throw new Error('The source asks for no window at all.');
  return { from: first.from, to: last.to };
}
