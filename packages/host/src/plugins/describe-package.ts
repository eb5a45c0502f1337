import { checkCompatibility, type Compatibility } from '../compatibility.ts';
import { isPlainObject } from '../plain-object.ts';
import { findPackage, type FoundPackage } from './find-package.ts';
import { coreVersion } from './host-core.ts';
import type { InstalledPlugin, PluginKind, PluginOrigin, PluginPermissions } from './installed-plugin.ts';
import { pluginAliases } from './plugin-aliases.ts';
import { updateCommand } from './plugin-commands.ts';
import { pluginIncompatible } from './plugin-errors.ts';
import { parsePluginName } from './plugin-name.ts';

/** What a package's `package.json` tells of the plugin in it. */
export function describePackage(
  name: string,
  { directory, manifest }: FoundPackage,
  origin: PluginOrigin,
): InstalledPlugin {
  const own = isPlainObject(manifest['hatchery']) ? manifest['hatchery'] : {};
  const named = parsePluginName(name);
  const kind = kindOf(own['kind']) ?? named?.kind;
  const version = text(manifest['version']) ?? '0.0.0';
  const coreRange =
    text(objectOf(manifest['peerDependencies'])['@hatchery/core']) ??
    text(objectOf(manifest['dependencies'])['@hatchery/core']);
  const compatibility = judge(directory, coreRange);
  return {
    name,
    version,
    kind,
    shortName: named?.shortName ?? name,
    aliases: pluginAliases(name, kind, own['aliases']),
    description: text(manifest['description']),
    directory,
    coreRange,
    fits: compatibility.fits,
    ...(compatibility.fits
      ? {}
      : {
          problem: pluginIncompatible(name, version, compatibility.reason, hintOf(name, directory, compatibility.hint)),
        }),
    permissions: permissionsOf(own['permissions']),
    origin,
  };
}

function judge(directory: string, range: string | undefined): Compatibility {
  const workspaceCore =
    isLinked(directory) && range?.startsWith('workspace:') ? findPackage('@hatchery/core', directory) : undefined;
  return checkCompatibility({ range, coreVersion, workspaceCoreVersion: text(workspaceCore?.manifest['version']) });
}

function hintOf(name: string, directory: string, hint: string): string {
  return isLinked(directory)
    ? hint
    : `${hint} \`${updateCommand(name)}\` installs a version that fits, if there is one.`;
}

/** Under development: no registry has another version of what lies there. */
function isLinked(directory: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(directory);
}

function permissionsOf(value: unknown): PluginPermissions | undefined {
  if (!isPlainObject(value)) return undefined;
  return { hosts: texts(value['hosts']) };
}

function kindOf(value: unknown): PluginKind | undefined {
  return value === 'source' || value === 'destination' ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function objectOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}
