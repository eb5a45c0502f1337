import type { Clock } from '@hatchery/testkit';
import type { Random } from '../support/random.ts';

/** A store of its own for one test. */
export interface Place extends AsyncDisposable {
  /** What a config says as `destination`. */
  readonly destination: Readonly<Record<string, unknown>>;
  /** Makes one of the store's next requests go wrong, in a way that may pass; nothing where there are no requests. */
  disturb(random: Random): void;
  /** Takes back what has not gone wrong yet. */
  heal(): void;
}

export interface PlaceKind {
  readonly name: string;
  /** About how many steps a run takes that has a handful of pages to collect. */
  readonly steps: number;
  /** @param folder an empty folder of the test's own */
  open(folder: string, clock: Clock): Promise<Place>;
}
