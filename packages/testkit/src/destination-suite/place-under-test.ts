import type { DestinationBinding, DestinationFactory, Logger, ObjectStore } from '@hatchery/core';
import type { DestinationConformance, DestinationPlace } from './destination-conformance.ts';

/** A check that still needs a place. */
export interface DestinationCheck {
  readonly name: string;
  readonly run: (place: PlaceUnderTest) => Promise<void>;
}

/** A place for one check; closes what the check opened. */
export class PlaceUnderTest {
  readonly plugin: DestinationFactory<never>;
  readonly place: DestinationPlace;
  readonly options: Required<Pick<DestinationConformance, 'readAhead' | 'longestName' | 'kills'>> &
    DestinationConformance;
  /** What the destination logged. */
  readonly logged: unknown[] = [];
  readonly #opened: ObjectStore[] = [];

  constructor(plugin: DestinationFactory<never>, place: DestinationPlace, conformance: DestinationConformance) {
    this.plugin = plugin;
    this.place = place;
    this.options = { readAhead: 16_777_216, longestName: 900, kills: 10, ...conformance };
  }

  /** Opens a store on the place, as the host does. */
  async open(config: unknown = this.place.config): Promise<ObjectStore> {
    const { definition } = this.plugin;
    const validated = await definition.config.parseAsync(config);
    const store = await definition.open({
      config: validated,
      directory: this.place.directory ?? process.cwd(),
      log: this.#log,
    });
    this.#opened.push(store);
    return store;
  }

  /** The destination with its options, as a config holds them. */
  bind(config: unknown = this.place.config): DestinationBinding {
    return this.plugin(config as never);
  }

  async close(): Promise<void> {
    for (const store of this.#opened) await store.close?.();
  }

  get #log(): Logger {
    const note: Logger['info'] = (message, fields) => void this.logged.push([message, fields]);
    return { debug: note, info: note, warn: note, error: note };
  }
}
