import type { Stream } from '@hatchery/engine';
import type { ReportSettings } from '@hatchery/telemetry';
import type { ConfigProblem } from './config/config-problem.ts';
import type { InstalledPlugin, PluginFolder } from './plugins/installed-plugin.ts';
import type { ProjectInventory } from './project-inventory.ts';
import type { ProjectWarning } from './project-warning.ts';

export interface ProjectOptions {
  /** Where the search for a config starts, upwards. @default the working directory */
  readonly cwd?: string;
  /** The config file; no search then. Relative to `cwd`. */
  readonly configPath?: string;
  /** The overlay to take from `environments`. @default the variable HATCHERY_ENV */
  readonly environment?: string;
  /** What `${env:NAME}` reads. @default process.env */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Searched for plugins after the config's own project, in this order. */
  readonly pluginFolders?: readonly PluginFolder[];
  /**
   * Specifier to URL: what plugins and configs are given, whatever lies in their own tree
   * (`{ hatchery: import.meta.resolve('hatchery') }`). `@hatchery/core` always is.
   */
  readonly shared?: Readonly<Record<string, string>>;
}

/** What is known of a stream before any plugin is loaded. */
export interface StreamSummary {
  readonly id: string;
  readonly tags: readonly string[];
  /** The short name of the plugin, or `inline`. */
  readonly source: string;
  readonly destination: string;
  /** What keeps the ledger; absent where that lies beside the data. */
  readonly ledger?: string;
}

/** Which streams to take: those that any of these names. */
export interface Selectors {
  readonly ids?: readonly string[];
  readonly tags?: readonly string[];
  readonly all?: boolean;
}

/** The plugins that a project can use; needs no config, or reads none. */
export interface PluginCatalog {
  /** The folder of the config, or the working directory without one. */
  readonly directory: string;
  readonly plugins: readonly InstalledPlugin[];
  /** What is not right and stops nothing: a broken plugin that no stream uses, say. Grows as plugins are loaded. */
  readonly warnings: readonly ProjectWarning[];
  /** JSON Schema (2020-12) of the whole config; loads every plugin that fits, a broken one becomes a warning. */
  schema(): Promise<Record<string, unknown>>;
}

/** A config and the plugins around it. */
export interface Project extends PluginCatalog {
  readonly configPath: string | undefined;
  readonly environment: string | undefined;
  /** Every stream, with the environment's overlay. As good as can be told where the config has problems. */
  readonly streams: readonly StreamSummary[];
  /** When the streams with a tag are due: tag to cron expression, in UTC. */
  readonly schedule: Readonly<Record<string, string>>;
  /** Who is to be told how runs go; `undefined` for nobody, and where the config is wrong about it. */
  readonly report: ReportSettings | undefined;
  /** What is wrong with the frame of the config; {@link Project.bind} throws these, along with what it finds itself. */
  readonly problems: readonly ConfigProblem[];
  /**
   * @throws HatcheryError `USAGE` without any selector, `NO_STREAM_MATCHED` (both say which tags and ids there
   *   are); `CONFIG_INVALID` instead of the latter if the config has problems, as they may be the reason
   */
  select(selectors: Selectors): readonly StreamSummary[];
  /** The ids and tags among the selectors that name no stream. */
  unmatched(selectors: Selectors): { readonly ids: readonly string[]; readonly tags: readonly string[] };
  /**
   * Makes streams ready to run: loads the plugins that these use and no others, resolves references, validates
   * options.
   *
   * @throws ConfigInvalidError (`CONFIG_INVALID`) with every problem of the frame and of these streams; or, if
   *   a plugin that cannot be loaded is the only problem, the error that says so (`PLUGIN_…`)
   */
  bind(streams: readonly StreamSummary[]): Promise<readonly Stream[]>;
  /**
   * What all streams need of the machine that they run on. Loads their plugins; no reference need have a value.
   *
   * @throws HatcheryError `CONFIG_INVALID` if the frame of the config has problems; `PLUGIN_…`
   */
  inventory(): Promise<ProjectInventory>;
}
