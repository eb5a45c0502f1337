import { openCursor } from '../server/opaque-cursor.ts';

/** A place in a feed, as the cursor holds it: the cursor remembers all that the reset said. */
export interface OnePasswordPosition {
  readonly feed: string;
  /** How many stored items lie behind. */
  readonly next: number;
  readonly limit: number;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number | null;
  /** Cursors of an older generation than the server's are no longer known. */
  readonly generation: number;
}

const largestLimit = 1000;
const defaultLimit = 100;
const hour = 3_600_000;

/**
 * Reads a request's body, which holds a cursor or a reset, and never both.
 *
 * @returns `undefined` for all that 1Password answers with 400
 */
export function readPosition(
  body: Record<string, unknown> | undefined,
  feed: string,
  now: number,
  generation: number,
): OnePasswordPosition | undefined {
  if (body === undefined) return undefined;
  return 'cursor' in body ? fromCursor(body, feed, generation) : fromReset(body, feed, now, generation);
}

function fromCursor(body: Record<string, unknown>, feed: string, generation: number): OnePasswordPosition | undefined {
  if (Object.keys(body).length !== 1 || typeof body.cursor !== 'string') return undefined;
  const position = openCursor(body.cursor) as OnePasswordPosition | undefined;
  return position?.feed === feed && position.generation === generation ? position : undefined;
}

function fromReset(
  body: Record<string, unknown>,
  feed: string,
  now: number,
  generation: number,
): OnePasswordPosition | undefined {
  if (Object.keys(body).some((key) => !['limit', 'start_time', 'end_time'].includes(key))) return undefined;
  const limit = body.limit ?? defaultLimit;
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > largestLimit) return undefined;
  const end = 'end_time' in body ? milliseconds(body.end_time) : null;
  const start = 'start_time' in body ? milliseconds(body.start_time) : (end ?? now) - hour;
  if (end === undefined || start === undefined) return undefined;
  return { feed, next: 0, limit: limit as number, start, end, generation };
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' || !rfc3339.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
