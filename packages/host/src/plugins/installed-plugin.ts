import type { HatcheryError } from '@hatchery/core';

export type PluginKind = 'source' | 'destination';

/** Whose folder a plugin was found in: the config's project, the user's plugin folder, the command line tool's own package. */
export type PluginOrigin = 'project' | 'user' | 'embedded';

/** A folder whose `package.json` names plugins among its dependencies. It need not exist. */
export interface PluginFolder {
  readonly directory: string;
  readonly origin: PluginOrigin;
}

/** What a plugin says it needs. */
export interface PluginPermissions {
  /** Host names that it talks to; `*` stands for any part. */
  readonly hosts?: readonly string[];
}

/** A plugin as its `package.json` describes it; none of its code has been loaded. */
export interface InstalledPlugin {
  /** The package's name. */
  readonly name: string;
  readonly version: string;
  /** `undefined` if neither manifest nor name tells. */
  readonly kind: PluginKind | undefined;
  /** What `use:` takes for it: `slack`, or the whole name where another plugin has the short one. */
  readonly shortName: string;
  /** Further short names that the manifest declares. */
  readonly aliases: readonly string[];
  readonly description: string | undefined;
  /** The package's folder, with links resolved; `undefined` if it is listed as a dependency but not there. */
  readonly directory: string | undefined;
  /** The range of `@hatchery/core` that it asks for. */
  readonly coreRange: string | undefined;
  /** Whether it can be loaded, as far as its `package.json` tells. */
  readonly fits: boolean;
  /** Why it does not fit. */
  readonly problem?: HatcheryError;
  readonly permissions: PluginPermissions | undefined;
  readonly origin: PluginOrigin;
}
