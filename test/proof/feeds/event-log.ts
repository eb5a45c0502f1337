import type { Clock } from '@hatchery/testkit';
import { lateTime, pastTimes } from './feed.ts';

/** An event as the small services of these tests have it. */
export interface LoggedEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

/** The events of such a service. */
export class EventLog {
  readonly #clock: Clock;
  readonly #events: LoggedEvent[] = [];

  constructor(clock: Clock, past: number) {
    this.#clock = clock;
    for (const time of pastTimes(clock, past)) this.#add(time);
  }

  /** In the order of their times, then of their ids. */
  get ascending(): readonly LoggedEvent[] {
    return this.#events.toSorted((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  get ids(): string[] {
    return this.#events.map(({ id }) => id);
  }

  arrive(count: number): LoggedEvent[] {
    return Array.from({ length: count }, (_, n) => this.#add(lateTime(this.#clock, n)));
  }

  #add(time: Date): LoggedEvent {
    const n = this.#events.length;
    // Ids that say nothing of the order in which events came.
    const event = { id: `event-${(n * 7) % 10}-${n}`, time: time.getTime(), text: `Zoë ${n} \u{1f986} "quoted" \\` };
    this.#events.push(event);
    return event;
  }
}

/** The ids in a page `{"events":[…]}`. */
export function eventIds(body: string): string[] {
  return (JSON.parse(body) as { events: { id: string }[] }).events.map(({ id }) => id);
}
