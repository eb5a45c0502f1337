import { HatcheryError, valueAt } from '@hatchery/core';

/** Where in the log an event is. The time alone would not do: a page may end between two events of one moment. */
export type Position = {
  readonly time: string;
  /** Digits. The ids are 64-bit numbers, and a JavaScript number would change the larger ones. */
  readonly id: string;
};

/** The position of an event. @throws HatcheryError `HTTP_BODY` if it has none */
export function positionOf(event: unknown): Position {
  const [time, id] = [valueAt(event, 'time'), valueAt(event, 'id')];
  // `json()` gives numbers that are too large as text, and others as numbers.
  if (typeof time === 'string' && (typeof id === 'string' || typeof id === 'number')) return { time, id: String(id) };
  throw new HatcheryError('HTTP_BODY', 'Acme Cloud sent an event without "time" and "id".');
}
