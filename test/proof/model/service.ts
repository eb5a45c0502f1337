/** An event as the services of the model have it. */
export interface ModelEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** How late events may show up, in milliseconds. */
export const lag = 120_000;

/** What all services of the model are: events, some of which show up late. */
export class Service {
  /** In the order in which they showed up. */
  readonly events: ModelEvent[] = [];
  /** How often one of its windows was begun. */
  attempts = 0;
  /** Ids of events in a queue that were acknowledged. */
  readonly acknowledged = new Set<string>();

  /** Events that show up at `now`, and happened up to half of the lag before. */
  arrive(now: number, delays: readonly number[]): void {
    for (const delay of delays) this.events.push({ id: `e${this.events.length}`, time: now - (delay * lag) / 2 });
  }

  /** By time, then by id. */
  get ascending(): readonly ModelEvent[] {
    return this.events.toSorted(compareEvents);
  }
}

export function compareEvents(a: ModelEvent, b: ModelEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** A page as it is landed. */
export function pageOf(events: readonly ModelEvent[]): string {
  return JSON.stringify({ events });
}
