import { createHash } from 'node:crypto';
import { HatcheryError, valueAt } from '@hatchery/core';
import type { RequestOptions } from './request-options.ts';
import { parseTime, timeUnit } from './time-format.ts';

/** The newest item seen: its time in milliseconds, and which items have that time as far as the API can tell. */
export interface Position {
  readonly timestamp: number;
  readonly ids: readonly string[];
}

/** So many items of one time are told apart; should there be more, some are landed again rather than lost. */
const rememberedIds = 10_000;

/** A time further ahead of the clock than this is a mistake of the service, and must not stop the stream until then. */
const tolerance = 24 * 60 * 60 * 1_000;

/**
 * Where a request has come to after a page. Items may come in any order.
 *
 * @param position where it was before
 * @param start what the run asks from; counts as the position where there is none
 */
export function advance(
  options: RequestOptions,
  position: Position | undefined,
  start: Date,
  items: readonly unknown[],
): Position | undefined {
  if (options.position === undefined || items.length === 0) return position;
  const { timestamp: path, id } = options.position;
  const unit = timeUnit(options.window?.format ?? 'unix-ms');
  const horizon = Date.now() + tolerance;
  const before = position ?? { timestamp: start.getTime(), ids: [] };
  const timed = items.map((item) => ({ item, time: timeOf(item, path) }));
  const newest = timed.reduce(
    (latest, { time }) => (time > horizon ? latest : Math.max(latest, time)),
    before.timestamp,
  );
  const isNewest = (time: number): boolean => Math.floor(time / unit) === Math.floor(newest / unit);
  const kept = isNewest(before.timestamp) ? before.ids : [];
  const fresh = timed.filter(({ time }) => isNewest(time) || time > horizon).map(({ item }) => idOf(item, id));
  return { timestamp: newest, ids: [...new Set([...kept, ...fresh])].slice(-rememberedIds) };
}

/** Whether a page holds nothing but items that were seen at the position before. */
export function holdsOnlySeen(
  options: RequestOptions,
  position: Position | undefined,
  items: readonly unknown[],
): boolean {
  if (options.position === undefined || position === undefined || items.length === 0) return false;
  const seen = new Set(position.ids);
  return items.every((item) => seen.has(idOf(item, options.position?.id)));
}

function timeOf(item: unknown, path: string): number {
  const value = valueAt(item, path);
  const time = parseTime(value);
  if (time !== undefined) return time;
  const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);
  throw new HatcheryError('HTTP_BODY', `An item was to have its time at "${path}", but there is ${found}.`, {
    hint: 'Correct `position.timestamp`.',
  });
}

function idOf(item: unknown, path: string | undefined): string {
  const value = path === undefined ? undefined : valueAt(item, path);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return createHash('sha256')
    .update(JSON.stringify(item) ?? '')
    .digest('base64url');
}
