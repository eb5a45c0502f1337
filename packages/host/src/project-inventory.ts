import type { PluginKey } from './config/plugin-key.ts';

/** Something outside of the config that it takes a value from. */
export interface ConfigReference {
  readonly kind: 'env' | 'file';
  /** The variable's name, or the file's path as written: a relative one starts at the folder of the config. */
  readonly name: string;
  /**
   * A schema wants a secret there, or the option or the variable has a name that sounds like one. What comes from
   * a file always counts as secret.
   */
  readonly secret: boolean;
  /** At least one place has no default for it. */
  readonly required: boolean;
}

/** A plugin under a key of a stream. */
export interface UsedPlugin {
  readonly stream: string;
  readonly key: PluginKey;
  /** The package, a path, or `inline`. */
  readonly name: string;
  /** Absent for a plugin that is a file. */
  readonly version?: string;
  /** Its options that are plain texts and no secrets, with references replaced; without those that have no value. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What the streams of a project need of the machine that they run on. */
export interface ProjectInventory {
  /** Sorted by kind and name, each once. A config that is code may read more than these by itself. */
  readonly references: readonly ConfigReference[];
  /** In the order of the config. */
  readonly plugins: readonly UsedPlugin[];
}
