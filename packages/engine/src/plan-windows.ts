import { type DurationInput, parseDuration, type Window, type WindowPolicy } from '@hatchery/core';
import { violation } from './contract-violation.ts';
import type { Stream } from './stream.ts';

/** How windows of one stream are cut, in milliseconds. */
export interface WindowRules {
  readonly granularity: number;
  readonly lookback: number;
  readonly settle: number;
  readonly overlap: number;
  readonly maxSpan: number;
  readonly retention: number;
}

/** As in the original: a first run goes back this far. */
const defaultLookback = 10 * 60_000;

/** What the source says of its API, with the config's word above it. @throws HatcheryError `CONTRACT_VIOLATED` */
export function windowRules(stream: Stream): WindowRules {
  const { definition, config } = stream.source;
  const policy: WindowPolicy =
    typeof definition.windows === 'function' ? definition.windows(config) : (definition.windows ?? {});
  return {
    granularity: Math.max(1, milliseconds(policy.granularity, 1)),
    lookback: stream.lookback ?? milliseconds(policy.lookback, defaultLookback),
    settle: stream.settle ?? milliseconds(policy.settle, 0),
    overlap: stream.overlap ?? milliseconds(policy.overlap, 0),
    maxSpan: milliseconds(policy.maxSpan, Number.POSITIVE_INFINITY),
    retention: milliseconds(policy.retention, Number.POSITIVE_INFINITY),
  };
}

/**
 * The windows that go on from `coveredUntil` (or, in a first run, from the look-back) up to now; none if there
 * is nothing new to ask for, as when the clock was set back.
 *
 * @param polls the source goes on at a cursor: the grain of the API's time filter does not hold it up
 */
export function nextWindows(rules: WindowRules, now: Date, coveredUntil: Date | undefined, polls: boolean): Window[] {
  const settled = cut(now.getTime() - rules.settle, polls ? 1 : rules.granularity);
  const start = coveredUntil === undefined ? cut(settled - rules.lookback, rules.granularity) : coveredUntil.getTime();
  if (settled <= start) return [];
  const overlapped = coveredUntil === undefined ? start : cut(start - rules.overlap, rules.granularity);
  const oldest = Math.ceil((now.getTime() - rules.retention) / rules.granularity) * rules.granularity;
  return splitWindow(
    Math.max(overlapped, Number.isFinite(oldest) ? Math.min(oldest, settled - 1) : overlapped),
    settled,
    rules,
  );
}

/** A window asked for by the user, cut to what the API can tell apart, outwards, so that nothing asked for is missed. */
export function requestedWindows(rules: WindowRules, window: Window): Window[] {
  const from = cut(window.from.getTime(), rules.granularity);
  const to = cut(window.to.getTime() + rules.granularity - 1, rules.granularity);
  return splitWindow(from, to, rules);
}

function splitWindow(from: number, to: number, { maxSpan }: WindowRules): Window[] {
  const windows: Window[] = [];
  for (let at = from; at < to; at += maxSpan)
    windows.push({ from: new Date(at), to: new Date(Math.min(to, at + maxSpan)) });
  return windows;
}

function cut(time: number, granularity: number): number {
  return Math.floor(time / granularity) * granularity;
}

function milliseconds(input: DurationInput | undefined, fallback: number): number {
  if (input === undefined) return fallback;
  const parsed = parseDuration(input);
  if (parsed !== undefined) return parsed;
  throw violation('windows-are-durations', `has a window policy that holds "${String(input)}", which is no duration`);
}
