import type { Resume } from '@hatchery/core';
import type { InstalledPlugin, PluginKind } from './installed-plugin.ts';

/** One option of a plugin, as people read it. */
export interface OptionDescription {
  /** With dots for options inside options: `window.format`. */
  readonly name: string;
  readonly type: string;
  readonly default?: unknown;
  readonly required: boolean;
  readonly secret: boolean;
  readonly description?: string;
}

/** What `plugins inspect` shows. */
export interface PluginInspection {
  readonly plugin: InstalledPlugin;
  readonly kind: PluginKind;
  readonly options: readonly OptionDescription[];
  /** Of a source whose checkpoints do not depend on its options: what they mean. */
  readonly resume?: Resume;
  /** Of a source whose windows do not depend on its options: how they are cut. */
  readonly windows?: Readonly<Record<string, string | number>>;
  /** Of a source: whether it can prove its credentials (`check --connect`). */
  readonly checks?: boolean;
  /** JSON Schema (2020-12) of the options, without `use`. */
  readonly schema: Record<string, unknown>;
  /** A config in YAML that uses it. */
  readonly example: string;
}
