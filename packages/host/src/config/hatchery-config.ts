import type { DestinationBinding, DurationInput, Pipe, SourceBinding } from '@hatchery/core';
import type { Compression } from '@hatchery/engine';
import type { ReportConfig } from '@hatchery/telemetry';

/** A plugin named in a config, with its options beside the name. */
export interface PluginUse {
  /** A short name (`slack`), a package (`@acme/hatchery-source-x`) or a path (`./my-source.ts`). */
  readonly use: string;
  readonly [option: string]: unknown;
}

/** What a stream collects from; the function is the smallest source there is. */
export type SourceConfig = SourceBinding | ((pipe: Pipe) => Promise<void>) | PluginUse;

/** Where a stream's objects land. */
export type DestinationConfig = DestinationBinding | PluginUse;

/** One source, one destination, an id and tags. `defaults` may give everything but the id. */
export interface StreamConfig {
  /** Names the stream and its ledger. @default made from the names of source and destination */
  readonly id?: string;
  readonly tags?: readonly string[];
  readonly source?: SourceConfig;
  readonly destination?: DestinationConfig;
  /** Where the ledger lies. @default beside the data, at the destination */
  readonly ledger?: DestinationConfig;
  /** @default 'none' */
  readonly compress?: Compression;
  /** Template of object names. @default the layout that `docs/concepts.md` shows */
  readonly name?: string;
  /** How far back the first run goes. @default what the source says, or 10 minutes */
  readonly lookback?: DurationInput;
  /** The newest part not to be asked for yet. @default what the source says, or 0 */
  readonly settle?: DurationInput;
  /** How much of the last window to ask for again. @default what the source says, or 0 */
  readonly overlap?: DurationInput;
  /** Ends the stream's part of a run. @default no limit */
  readonly timeout?: DurationInput;
}

export type StreamDefaults = Omit<StreamConfig, 'id'>;

/** What an environment changes: laid over the config, key by key; a stream is found by its id, or added. */
export interface ConfigOverlay {
  readonly defaults?: LayerOf<StreamDefaults>;
  readonly streams?: readonly (LayerOf<StreamConfig> & { readonly id: string })[];
  readonly report?: ReportConfig;
}

/** Options may be given in part where another layer gives the rest. */
type LayerOf<Config extends StreamDefaults> = Omit<Config, 'source' | 'destination' | 'ledger'> & {
  readonly source?: SourceConfig | Readonly<Record<string, unknown>>;
  readonly destination?: DestinationConfig | Readonly<Record<string, unknown>>;
  readonly ledger?: DestinationConfig | Readonly<Record<string, unknown>>;
};

/** A whole config, as YAML, JSON, JavaScript and TypeScript write it alike. */
export interface HatcheryConfig {
  /** Where an editor finds the schema; not read by hatchery. */
  readonly $schema?: string;
  readonly streams: readonly StreamConfig[];
  readonly defaults?: StreamDefaults;
  /** Who is told how runs go. @default nobody */
  readonly report?: ReportConfig;
  /** Overlays by name; `--env` picks one. */
  readonly environments?: Readonly<Record<string, ConfigOverlay>>;
  /**
   * When the streams with a tag are due: a cron expression of five fields, in UTC. Read by `hatchery deploy`, which
   * tells a scheduler; `hatchery run` runs whenever it is started.
   */
  readonly schedule?: Readonly<Record<string, string>>;
}

/** What a config that is a function is called with. */
export interface ConfigContext {
  /** The environment picked with `--env` or `HATCHERY_ENV`. */
  readonly environment: string | undefined;
}

/** What a code config may export as default. */
export type ConfigExport =
  | HatcheryConfig
  | Promise<HatcheryConfig>
  | ((context: ConfigContext) => HatcheryConfig | Promise<HatcheryConfig>);
