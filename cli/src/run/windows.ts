import { HatcheryError, type Window } from '@hatchery/core';
import { rfc3339 } from './rfc3339.ts';
import { spanFrom } from './span-flag.ts';

/** More windows than this are a slip of the pen (a tick of `1s` over a year), not a wish. */
export const mostWindows = 100_000;

/** How far another machine's clock may be ahead, in milliseconds. */
const clockSkew = 60_000;

export interface WindowFlags {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly tick?: string | undefined;
}

/**
 * The windows that `--start-time`, `--end-time` and `--tick` ask for, oldest first; `undefined` if none of
 * them was given, and streams then go on where they stopped.
 *
 * @throws HatcheryError `USAGE` if they do not go together
 */
export function windowsFrom(flags: WindowFlags, now: Date): readonly Window[] | undefined {
  const { start, end, tick } = flags;
  if (start === undefined) {
    if (end !== undefined) throw needsStart('--end-time');
    if (tick !== undefined) throw needsStart('--tick');
    return undefined;
  }
  const from = rfc3339(start, '--start-time');
  const to = end === undefined ? now : rfc3339(end, '--end-time');
  if (from >= to) throw nothingBetween(start, end);
  if (to.getTime() > now.getTime() + clockSkew) throw notYet(end);
  const step = tick === undefined ? to.getTime() - from.getTime() : spanFrom(tick, '--tick');
  return cut(from.getTime(), to.getTime(), step);
}

function cut(from: number, to: number, step: number): Window[] {
  const count = Math.ceil((to - from) / step);
  if (count > mostWindows) {
    throw new HatcheryError('USAGE', `--tick cuts this span into ${count} windows, more than ${mostWindows}.`, {
      hint: 'Take a longer tick, or ask for the span in parts.',
    });
  }
  return Array.from({ length: count }, (_, index) => ({
    from: new Date(from + index * step),
    to: new Date(Math.min(from + (index + 1) * step, to)),
  }));
}

function needsStart(flag: string): HatcheryError {
  return new HatcheryError('USAGE', `${flag} needs --start-time.`, {
    hint: 'Without a start, each stream goes on where it stopped.',
  });
}

/** A window counts as collected for good: its end must be there when it is. */
function notYet(end: string | undefined): HatcheryError {
  return new HatcheryError('USAGE', `--end-time ${end} is in the future.`, {
    hint: 'What is collected once is not asked for again. Leave --end-time out to collect until now.',
  });
}

function nothingBetween(start: string, end: string | undefined): HatcheryError {
  const message =
    end === undefined
      ? `--start-time ${start} is not in the past.`
      : `--start-time ${start} is not before --end-time ${end}.`;
  return new HatcheryError('USAGE', message, {
    hint: 'The window starts with --start-time and ends before --end-time.',
  });
}
