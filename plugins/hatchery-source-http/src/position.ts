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

/** Where a request has come to after a page. Items may come in any order. */
export function advance(
  options: RequestOptions,
  position: Position | undefined,
  items: readonly unknown[],
): Position | undefined {
  if (options.position === undefined || items.length === 0) return position;
  const unit = timeUnit(options.window?.format ?? 'unix-ms');
  const times = items.map((item) => timeOf(item, options.position?.timestamp ?? ''));
  const newest = times.reduce(
    (latest, time) => Math.max(latest, time),
    position?.timestamp ?? Number.NEGATIVE_INFINITY,
  );
  const isNow = (time: number): boolean => Math.floor(time / unit) === Math.floor(newest / unit);
  const kept = position !== undefined && isNow(position.timestamp) ? position.ids : [];
  const fresh = items
    .filter((_item, index) => isNow(times[index] ?? Number.NaN))
    .map((item) => idOf(item, options.position?.id));
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
