import { type DestinationDefinition, defineSource, type Pipe, type SourceDefinition, z } from '@hatchery/core';
import type { PluginIdentity } from '@hatchery/engine';
import type { PluginKind } from './installed-plugin.ts';
import { optionsProblem } from './options-problem.ts';
import { notAPlugin, unfitOptions } from './plugin-errors.ts';

/** A plugin's code, ready to be bound to options. */
export type LoadedPlugin =
  | { readonly kind: 'source'; readonly identity: PluginIdentity; readonly definition: SourceDefinition }
  | { readonly kind: 'destination'; readonly identity: PluginIdentity; readonly definition: DestinationDefinition };

const methodOf: Readonly<Record<PluginKind, string>> = { source: 'collect', destination: 'open' };

/**
 * Takes the plugin out of a loaded module.
 *
 * @throws HatcheryError `PLUGIN_NOT_A_PLUGIN`, which says what was found instead
 */
export function pluginOf(namespace: Readonly<Record<string, unknown>>, identity: PluginIdentity): LoadedPlugin {
  const exported = defaultOf(namespace);
  if (exported === undefined || exported === null) throw notAPlugin(identity.name, 'it has no default export');
  const { kind, definition } = exported as { kind?: unknown; definition?: unknown };
  if (kind !== 'source' && kind !== 'destination') {
    throw notAPlugin(
      identity.name,
      `its default export is ${typeof exported === 'object' ? 'an object' : `a ${typeof exported}`}`,
    );
  }
  checkDefinition(kind, definition, identity.name);
  return { kind, identity, definition } as LoadedPlugin;
}

/** The source that a bare function stands for: it has no options. */
export function functionSource(collect: (pipe: Pipe) => Promise<void>): SourceDefinition {
  return defineSource({ config: z.strictObject({}), collect: ({ pipe }) => collect(pipe) }).definition;
}

/** The default export; in CommonJS that was compiled from ESM, it lies one level deeper. */
export function defaultOf(namespace: Readonly<Record<string, unknown>>): unknown {
  const outer = namespace['default'];
  if (typeof outer !== 'object' || outer === null || !('default' in outer)) return outer;
  return '__esModule' in outer ? outer.default : outer;
}

function checkDefinition(kind: PluginKind, definition: unknown, name: string): void {
  if (typeof definition !== 'object' || definition === null) throw notAPlugin(name, 'it has no definition');
  const { config, [methodOf[kind]]: method } = definition as Record<string, unknown>;
  const problem = optionsProblem(config);
  if (problem !== undefined) throw unfitOptions(name, problem);
  if (typeof method !== 'function') throw notAPlugin(name, `a ${kind} needs a function \`${methodOf[kind]}\``);
}
