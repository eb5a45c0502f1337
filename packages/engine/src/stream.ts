import type { DestinationDefinition, SourceDefinition } from '@hatchery/core';

/** Where a definition came from; shown in errors, recorded in the ledger. */
export interface PluginIdentity {
  /** The package's name, or the path of a file, or `inline` for a function in a config. */
  readonly name: string;
  readonly version?: string;
}

/** A source with validated options, ready to run. */
export interface BoundSource {
  readonly plugin: PluginIdentity;
  readonly definition: SourceDefinition;
  readonly config: unknown;
}

/**
 * A destination with validated options. Streams that share this very object share one open store, so
 * that a thousand streams to one bucket need one client.
 */
export interface BoundDestination {
  readonly plugin: PluginIdentity;
  readonly definition: DestinationDefinition;
  readonly config: unknown;
  /** What relative paths in the options start at. */
  readonly directory: string;
}

export type Compression = 'none' | 'gzip' | 'zstd';

/** One source, one destination, an id and tags. Spans of time are milliseconds. */
export interface Stream {
  readonly id: string;
  readonly tags: readonly string[];
  readonly source: BoundSource;
  readonly destination: BoundDestination;
  /** Where the ledger lies, if not beside the data. */
  readonly ledger?: BoundDestination;
  /** @default 'none' */
  readonly compress?: Compression;
  /** Template of object names; see `docs/concepts.md`. @default the original's layout */
  readonly name?: string;
  /** These three override what the source says of its API. */
  readonly lookback?: number;
  readonly settle?: number;
  readonly overlap?: number;
  /** Ends the stream's part of a run. @default no limit */
  readonly timeout?: number;
}
