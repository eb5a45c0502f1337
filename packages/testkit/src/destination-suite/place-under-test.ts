import type { ObjectStore } from '@hatchery/core';
import type { DestinationPlace, DestinationSuiteOptions } from './destination-place.ts';

/** A {@link Check} that still needs a place. */
export interface DestinationCheck {
  readonly name: string;
  run(place: PlaceUnderTest): Promise<void>;
}

/** A place for one check; closes what the check opened. */
export class PlaceUnderTest {
  readonly place: DestinationPlace;
  readonly options: Required<Omit<DestinationSuiteOptions, 'place' | 'leaveOut'>>;
  readonly #opened: ObjectStore[] = [];

  constructor(place: DestinationPlace, options: DestinationSuiteOptions) {
    this.place = place;
    this.options = { readAhead: 16_777_216, longestName: 900, kills: 10, ...options };
  }

  async open(): Promise<ObjectStore> {
    const store = await this.place.open();
    this.#opened.push(store);
    return store;
  }

  async close(): Promise<void> {
    for (const store of this.#opened) await store.close?.();
  }
}
