const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Pieces of a custom format: what each writes, in UTC, and the finest step it can tell, in milliseconds. */
const tokens: Record<string, { readonly unit: number; readonly write: (iso: string, ms: number) => string }> = {
  Y: { unit: 365 * day, write: (iso) => iso.slice(0, 4) },
  m: { unit: 28 * day, write: (iso) => iso.slice(5, 7) },
  d: { unit: day, write: (iso) => iso.slice(8, 10) },
  H: { unit: hour, write: (iso) => iso.slice(11, 13) },
  M: { unit: minute, write: (iso) => iso.slice(14, 16) },
  S: { unit: second, write: (iso) => iso.slice(17, 19) },
  L: { unit: 1, write: (iso) => iso.slice(20, 23) },
  s: { unit: second, write: (_iso, ms) => String(Math.floor(ms / second)) },
  Q: { unit: 1, write: (_iso, ms) => String(ms) },
  z: { unit: Number.POSITIVE_INFINITY, write: () => '+0000' },
  '%': { unit: Number.POSITIVE_INFINITY, write: () => '%' },
};

const named = new Map(
  Object.entries({
    unix: '%s',
    'unix-ms': '%Q',
    rfc3339: '%Y-%m-%dT%H:%M:%SZ',
    'rfc3339-ms': '%Y-%m-%dT%H:%M:%S.%LZ',
    date: '%Y-%m-%d',
  }),
);

export const timeFormatHelp =
  '`unix` (seconds), `unix-ms`, `rfc3339` (whole seconds, UTC), `rfc3339-ms`, `date` (yyyy-mm-dd), or a pattern of ' +
  '%Y %m %d %H %M %S, %L (milliseconds), %s and %Q (seconds and milliseconds since 1970), %z (+0000) and %%, such as `%Y-%m-%dT%H:%M:%S`';

/** Says what is wrong with a time format; `undefined` if nothing is. */
export function timeFormatProblem(format: string): string | undefined {
  const pattern = patternOf(format);
  const unknown = [...pattern.matchAll(/%(.?)/g)].find(([, token]) => !Object.hasOwn(tokens, token ?? ''));
  if (unknown !== undefined) return `"${unknown[0]}" is not known in a time format; known are ${timeFormatHelp}`;
  if (timeUnit(format) <= day) return undefined;
  return `"${format}" names no day and no time; known are ${timeFormatHelp}`;
}

/** The finest step that a format can tell, in milliseconds. */
export function timeUnit(format: string): number {
  const used = [...patternOf(format).matchAll(/%(.)/g)].map(([, token]) => tokens[token ?? '']?.unit ?? day);
  return Math.min(...used, Number.POSITIVE_INFINITY);
}

/** A time in a format, in UTC. What the format cannot tell is cut off. */
export function formatTime(time: Date, format: string): string {
  const iso = time.toISOString();
  return patternOf(format).replaceAll(
    /%(.)/g,
    (_all, token: string) => tokens[token]?.write(iso, time.getTime()) ?? '',
  );
}

/**
 * The milliseconds of a time as services write it: text that names a zone or is a date, or seconds, milliseconds or
 * microseconds since 1970 as a number or its digits; finer parts are cut off.
 *
 * @returns `undefined` if it is no time
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  const ms = /^\d+(\.\d+)?$/.test(text) ? epochMs(Number(text)) : Date.parse(withZone(text));
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? Math.floor(ms) : undefined;
}

function patternOf(format: string): string {
  return named.get(format) ?? format;
}

function epochMs(value: number): number {
  if (value < 1e11) return value * second;
  return value < 1e14 ? value : value / 1_000;
}

/** Text without a zone is UTC with every service known, whatever the zone of this machine. */
function withZone(text: string): string {
  return /\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) && !/[+-]\d{2}:\d{2}$/.test(text) ? `${text}Z` : text;
}
