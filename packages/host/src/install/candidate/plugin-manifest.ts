import npa from 'npm-package-arg';
import semver from 'semver';
import { isPlainObject, valueAt } from '../../plain-object.ts';
import type { PluginKind, PluginPermissions } from '../../plugins/installed-plugin.ts';
import { pluginAliases } from '../../plugins/plugin-aliases.ts';
import { parsePluginName } from '../../plugins/plugin-name.ts';
import { nameRefused, notInstallable, originRefused } from './candidate-errors.ts';
import { commandsOf, refuseReservedCommands } from './package-commands.ts';
import { packageEntry } from './package-entry.ts';
import { shownText } from './shown-text.ts';

/** What the manifest of a sound plugin says. */
export interface PluginManifest {
  readonly name: string;
  readonly version: string;
  readonly kind: PluginKind;
  readonly permissions?: PluginPermissions;
  /** The packages that it asks for, by name, with what it asks of each. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly installScripts: readonly string[];
  /** Further short names that it claims. */
  readonly aliases: readonly string[];
  /** What npm would link into `node_modules/.bin`. */
  readonly commands: readonly string[];
}

export interface ManifestQuestion {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Whether the package has a file, by its path from its folder on. */
  readonly has: (path: string) => boolean;
  /** Whether it was built elsewhere, as what a registry has was; a folder may still have to be. */
  readonly published: boolean;
  readonly allow: readonly ('git' | 'url')[];
}

/** What npm runs when it installs a package from a registry. */
const installScripts = ['preinstall', 'install', 'postinstall'];

/**
 * Checks that a manifest, as it lies in the package, is one of a plugin, and that all that it depends on comes from registries.
 *
 * @throws HatcheryError `PLUGIN_NOT_A_PLUGIN`, `PLUGIN_ORIGIN_REFUSED`
 */
export function readPluginManifest({ manifest, has, published, allow }: ManifestQuestion): PluginManifest {
  const { name, version, hatchery } = manifest;
  if (typeof name !== 'string') throw notInstallable('The package', 'its package.json has no name');
  const named = parsePluginName(name);
  if (!named || !isValidName(name)) throw nameRefused(name);
  if (typeof version !== 'string' || semver.valid(version) === null) {
    throw notInstallable(name, `its version ${shownText(JSON.stringify(version) ?? 'is missing')} is none`);
  }
  const own = isPlainObject(hatchery) ? hatchery : {};
  checkKind(name, named.kind, own['kind']);
  if (packageEntry(manifest, has) === undefined) {
    const why = published ? '' : ' (was it built?)';
    throw notInstallable(name, `the file that its package.json names as its entry is not in it${why}`);
  }
  const dependencies = dependenciesOf(manifest);
  if (published) refuseForeignOrigins(name, manifest, allow);
  refuseReservedCommands(name, manifest);
  return {
    name,
    version,
    kind: named.kind,
    ...permissionsOf(own['permissions']),
    dependencies,
    installScripts: scriptsOf(manifest, has),
    aliases: pluginAliases(name, named.kind, own['aliases']),
    commands: commandsOf(manifest).map((command) => shownText(command)),
  };
}

/** What a manifest asks npm to install beside the package, also as a peer; the host brings the core. */
export function dependenciesOf(manifest: Readonly<Record<string, unknown>>): Map<string, string> {
  const lists = [peersOf(manifest), manifest['dependencies'], manifest['optionalDependencies']].filter(isPlainObject);
  const asked = lists.flatMap((list) => Object.entries(list));
  return new Map(asked.map(([name, range]) => [name, String(range)]));
}

function peersOf({ peerDependencies, peerDependenciesMeta }: Readonly<Record<string, unknown>>): object {
  const isOptional = (name: string) => valueAt(peerDependenciesMeta, [name, 'optional']) === true;
  const peers = isPlainObject(peerDependencies) ? Object.entries(peerDependencies) : [];
  return Object.fromEntries(peers.filter(([name]) => name !== '@hatchery/core' && !isOptional(name)));
}

function isValidName(name: string): boolean {
  try {
    return npa(`${name}@1.0.0`).name === name && name === name.toLowerCase();
  } catch {
    return false;
  }
}

function checkKind(name: string, byName: PluginKind, kind: unknown): void {
  if (kind === byName) return;
  if (kind === undefined) throw notInstallable(name, 'its package.json does not say `hatchery.kind`');
  throw notInstallable(
    name,
    `it is named as a ${byName}, and its package.json says ${shownText(JSON.stringify(kind))}`,
  );
}

/** @throws HatcheryError `PLUGIN_ORIGIN_REFUSED` if a manifest depends on what is in no registry, and that is not allowed */
export function refuseForeignOrigins(
  plugin: string,
  manifest: Readonly<Record<string, unknown>>,
  allow: readonly ('git' | 'url')[],
): void {
  for (const [name, range] of dependenciesOf(manifest)) {
    const origin = originOf(plugin, name, range);
    if (origin && (origin === 'path' || !allow.includes(origin))) {
      throw originRefused(shownText(name), origin, `${plugin} depends on a package that is in no registry: `);
    }
  }
}

/** Where npm would get a dependency, if not from a registry. */
function originOf(plugin: string, name: string, range: string): 'git' | 'url' | 'path' | undefined {
  try {
    const spec = npa.resolve(name, range);
    if (spec.registry || isAlias(spec)) return undefined;
    return spec.type === 'git' ? 'git' : spec.type === 'remote' ? 'url' : 'path';
  } catch {
    throw notInstallable(plugin, `it depends on ${shownText(`${name}@${range}`)}, which means nothing to npm`);
  }
}

/** Another name for a package of the registry. */
function isAlias({ type }: { readonly type: string }): boolean {
  return type === 'alias';
}

function permissionsOf(value: unknown): { permissions?: PluginPermissions } {
  if (!isPlainObject(value)) return {};
  const hosts = Array.isArray(value['hosts']) ? value['hosts'] : [];
  return { permissions: { hosts: hosts.filter((host) => typeof host === 'string').map((host) => shownText(host)) } };
}

function scriptsOf(manifest: Readonly<Record<string, unknown>>, has: (path: string) => boolean): string[] {
  const scripts = isPlainObject(manifest['scripts']) ? manifest['scripts'] : {};
  const named = installScripts.filter((script) => typeof scripts[script] === 'string');
  // npm builds what has this file, without a script that says so.
  return named.length === 0 && has('binding.gyp') ? ['install'] : named;
}
