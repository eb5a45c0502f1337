import type { PluginKind } from '../plugins/installed-plugin.ts';

/** The keys of a stream that hold a plugin and its options. The ledger is kept by a destination, too. */
export const pluginKeys = ['source', 'destination', 'ledger'] as const;

export type PluginKey = (typeof pluginKeys)[number];

/** Which kind of plugin a key holds. */
export function kindOf(key: PluginKey): PluginKind {
  return key === 'source' ? 'source' : 'destination';
}
