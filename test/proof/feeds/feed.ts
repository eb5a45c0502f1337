import type { ApiServer, Clock } from '@hatchery/testkit';

/** A service with events, and the source that collects them; one for each way in which sources resume. */
export interface Feed extends AsyncDisposable {
  readonly server: ApiServer;
  /** What a config says as `source`. */
  readonly source: Readonly<Record<string, unknown>>;
  /** Makes new events happen now. They show up late where the service's events may do so. */
  arrive(count: number): void;
  /** The ids of all events so far. */
  events(): readonly string[];
  /** The ids of the events in a body that the service sent. @throws SyntaxError if it is not whole */
  idsIn(body: string): readonly string[];
}

export interface FeedKind {
  readonly name: string;
  /** @param past how many events there are already; a page holds two */
  start(clock: Clock, past: number): Promise<Feed>;
}

/** Events may show up so much after they happened; every source asks no sooner. */
export const settle = '2m';
export const settleMs = 120_000;

/** The first events happened within so many milliseconds before the first run, but for the newest, which is not to be asked for yet. */
export const pastMs = 50 * 60_000;

/** When `count` events of the past happened: some of them at one moment. */
export function pastTimes(clock: Clock, count: number): Date[] {
  const from = clock.now() - pastMs;
  const step = (pastMs - 2 * settleMs) / count;
  return Array.from({ length: count }, (_, n) => new Date(Math.floor(from + (n - (n % 3 === 1 ? 1 : 0)) * step)));
}

/** When an event happened that shows up now: as late as may be, in half of the time. */
export function lateTime(clock: Clock, n: number): Date {
  return new Date(clock.now() - (n % 2) * (settleMs / 2));
}
