import type { InstalledPlugin, PluginKind } from './installed-plugin.ts';
import { findPlugin } from './find-plugin.ts';
import { loadPlugin, loadPluginFile } from './load-plugin.ts';
import type { LoadedPlugin } from './plugin-definition.ts';
import { pluginWrongKind } from './plugin-errors.ts';
import { isPath } from './plugin-name.ts';

/** Finds and loads plugins for one project, each once: thousands of streams may name the same. */
export class PluginLoader {
  readonly #plugins: readonly InstalledPlugin[];
  readonly #directory: string;
  readonly #loaded = new Map<string, Promise<LoadedPlugin>>();

  constructor(plugins: readonly InstalledPlugin[], directory: string) {
    this.#plugins = plugins;
    this.#directory = directory;
  }

  /**
   * The plugin that `use:` names.
   *
   * @throws HatcheryError the reason why it cannot be used, `PLUGIN_…`
   */
  async use(use: string, kind: PluginKind): Promise<LoadedPlugin> {
    return this.#once(`${kind} ${use}`, async () => {
      const plugin = isPath(use)
        ? await loadPluginFile(use, this.#directory)
        : await this.load(findPlugin(use, kind, this.#plugins, this.#directory));
      if (plugin.kind !== kind) throw pluginWrongKind(plugin.identity.name, plugin.kind, kind);
      return plugin;
    });
  }

  /** @throws HatcheryError why it does not fit or cannot be loaded */
  async load(plugin: InstalledPlugin): Promise<LoadedPlugin> {
    if (plugin.problem) throw plugin.problem;
    return this.#once(plugin.directory ?? plugin.name, () => loadPlugin(plugin));
  }

  #once(key: string, load: () => Promise<LoadedPlugin>): Promise<LoadedPlugin> {
    const loading = this.#loaded.get(key) ?? load();
    this.#loaded.set(key, loading);
    return loading;
  }
}
