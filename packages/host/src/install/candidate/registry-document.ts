import { HatcheryError } from '@hatchery/core';
import semver from 'semver';
import { isPlainObject } from '../../plain-object.ts';
import type { Registry } from './registry.ts';
import { shownUrl } from './registry-failed.ts';

/** What a registry tells of one package: its document, with what is malformed left out. */
export interface RegistryDocument {
  readonly name: string;
  /** The manifest of each version. */
  readonly versions: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** The version that each tag names. */
  readonly tags: ReadonlyMap<string, string>;
  /** When each version was published; `undefined` if the registry does not say for any. */
  readonly times: ReadonlyMap<string, string> | undefined;
  readonly maintainers: readonly unknown[];
}

/**
 * @returns `undefined` if the registry has no such package, or all versions of it were withdrawn
 * @throws HatcheryError `REGISTRY_FAILED` if the answer is no document of this package; what reading it throws
 */
export async function readRegistryDocument(registry: Registry, name: string): Promise<RegistryDocument | undefined> {
  const answer = await registry.read(name.replace('/', '%2f'));
  if (answer === undefined) return undefined;
  if (!isPlainObject(answer) || answer['name'] !== name) throw notTheDocument(registry, name);
  const versions = Object.entries(objectOf(answer['versions'])).filter(isVersionOf(name));
  if (versions.length === 0) return undefined;
  const times = Object.entries(objectOf(answer['time'])).filter(isText);
  return {
    name,
    versions: new Map(versions),
    tags: new Map(Object.entries(objectOf(answer['dist-tags'])).filter(isText)),
    times: times.some(([version]) => semver.valid(version)) ? new Map(times) : undefined,
    maintainers: Array.isArray(answer['maintainers']) ? answer['maintainers'] : [],
  };
}

/** A manifest that speaks of another package or version than the one that it stands under could pass off anything. */
function isVersionOf(name: string) {
  return (entry: [string, unknown]): entry is [string, Record<string, unknown>] => {
    const [version, manifest] = entry;
    return (
      semver.valid(version) === version &&
      isPlainObject(manifest) &&
      manifest['name'] === name &&
      manifest['version'] === version
    );
  };
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function objectOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}

function notTheDocument(registry: Registry, name: string): HatcheryError {
  return new HatcheryError(
    'REGISTRY_FAILED',
    `${shownUrl(registry.url)} answered with something else than the document of ${name}.`,
    {
      hint: 'Check that `registry` in .npmrc is the address of a registry.',
      context: { plugin: name, phase: 'install' },
    },
  );
}
