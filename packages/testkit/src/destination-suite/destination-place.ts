import type { JsonValue, ObjectStore } from '@hatchery/core';

/** A fresh and empty place for objects: a folder, a bucket. Each check gets its own. */
export interface DestinationPlace {
  /** Opens a store on this place. Called more than once: all stores see the same objects. */
  open(): Promise<ObjectStore>;
  /**
   * Makes the place take no more bytes (a server that stops reading, say) until the function it gives is called.
   * Needed unless `backpressure` is left out.
   */
  stall?(): Promise<() => void | Promise<void>>;
  /**
   * How another process opens the same place: the URL of a module whose export `openStore` gives a store, or its
   * promise, for `argument`. Needed unless `kill` is left out.
   */
  readonly elsewhere?: { readonly module: string; readonly argument: JsonValue };
  /** Removes the place. Its stores are closed by then. */
  dispose?(): Promise<void>;
}

export interface DestinationSuiteOptions {
  /** Makes a place. */
  place(): Promise<DestinationPlace>;
  /** How many bytes of a body a store may take before the place has taken them. @default 16 MiB */
  readonly readAhead?: number;
  /** The longest name that must be kept, in bytes; its parts are at most 200 long. @default 900 */
  readonly longestName?: number;
  /** How often a process is killed while it writes. @default 10 */
  readonly kills?: number;
  /** Checks to do without, where the place cannot be stalled, or be opened by another process. @default none */
  readonly leaveOut?: readonly ('backpressure' | 'kill')[];
}
