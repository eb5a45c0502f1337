import { HatcheryError } from '@hatchery/core';

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/i;

/**
 * Reads a time as RFC 3339 writes it, down to the millisecond; finer parts are cut off.
 *
 * @param flag what the text was given for, to name it in the error
 * @throws HatcheryError `USAGE` for any other text, also for a day or an hour that does not exist
 */
export function rfc3339(text: string, flag: string): Date {
  const time = new Date(text.toUpperCase());
  if (!exists(text) || Number.isNaN(time.getTime())) {
    throw new HatcheryError('USAGE', `${flag} is not a time: ${JSON.stringify(text)}.`, {
      hint: 'Write it as RFC 3339 does, with a time zone: 2026-11-02T15:04:05Z or 2026-11-02T15:04:05+09:00.',
    });
  }
  return time;
}

/** `Date` takes 31 February for 3 March: what was written must be what the calendar says. */
function exists(text: string): boolean {
  const parts = shape.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour, zoneMinute] = parts;
  if (month < 1 || month > 12 || day < 1) return false;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  return !((zoneHour ?? 0) > 23 || (zoneMinute ?? 0) > 59);
}
