import type { PluginKind } from './installed-plugin.ts';

const pattern = /^(?:@[^/]+\/)?hatchery-(source|dest)-([^/]+)$/;

/** Whether a package's name says that it is a plugin. */
export function isPluginName(name: string): boolean {
  return pattern.test(name);
}

/** What a package's name says of the plugin in it. */
export function parsePluginName(name: string): { kind: PluginKind; shortName: string } | undefined {
  const [, kind, shortName] = pattern.exec(name) ?? [];
  if (shortName === undefined) return undefined;
  return { kind: kind === 'source' ? 'source' : 'destination', shortName };
}

/** The package that a short name stands for. */
export function packageNameOf(shortName: string, kind: PluginKind): string {
  return `hatchery-${kind === 'source' ? 'source' : 'dest'}-${shortName}`;
}

/** The package in a specifier: `@acme/x/sub` is in `@acme/x`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Whether `use:` names a file. */
export function isPath(use: string): boolean {
  return /^(\.{1,2}\/|\/|[a-z]:[\\/])/i.test(use);
}
