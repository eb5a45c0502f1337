/** Names under which services say when a limit is over. */
const resetHeaders = ['x-rate-limit-reset', 'x-ratelimit-reset', 'ratelimit-reset'];

/**
 * How long an answer asks to wait, in milliseconds from now: `Retry-After` as seconds or as a date (RFC 9110
 * §10.2.3), else a vendor's reset header as epoch seconds, epoch milliseconds, seconds to go, or an ISO time. Times are
 * compared with the server's own `Date`, so that a clock that is off does no harm.
 *
 * @param limited the answer says that a limit is used up: some services send their reset header with every answer
 * @returns `undefined` if the answer does not say, 0 or more otherwise
 */
export function retryAfter(headers: Headers, now: number, limited: boolean): number | undefined {
  const serverNow = parseTime(headers.get('date') ?? '') ?? now;
  const explicit = headers.get('retry-after')?.trim();
  if (explicit !== undefined && explicit !== '') {
    const wait = /^\d+(\.\d+)?$/.test(explicit) ? Number(explicit) * 1_000 : until(parseTime(explicit), serverNow);
    if (wait !== undefined) return wait;
  }
  for (const name of limited ? resetHeaders : []) {
    const value = headers.get(name)?.trim();
    if (value === undefined || value === '') continue;
    const wait = /^\d+(\.\d+)?$/.test(value)
      ? numericReset(Number(value), serverNow)
      : until(parseTime(value), serverNow);
    if (wait !== undefined) return wait;
  }
  return undefined;
}

function numericReset(value: number, serverNow: number): number | undefined {
  if (value > 1e12) return until(value, serverNow);
  if (value > 1e9) return until(value * 1_000, serverNow);
  return value * 1_000;
}

function until(time: number | undefined, serverNow: number): number | undefined {
  return time === undefined ? undefined : Math.max(0, time - serverNow);
}

function parseTime(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
