import semver from 'semver';
import { isPlainObject } from '../plain-object.ts';
import { coreVersion } from '../plugins/host-core.ts';

/** What happens to the dependencies in a `package.json`. */
export interface ManifestChange {
  /** Package to what is written for it: a range, or `file:…`. */
  readonly add: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  /** Plugins whose range of `@hatchery/core` is not to count; that of all others does. */
  readonly unfit: readonly string[];
}

type Json = Record<string, unknown>;

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const core = '@hatchery/core';

/** The `package.json` after a change. Every other part of it stays as it is, and so does its layout. */
export function changedManifest(manifest: Json, change: ManifestChange): Json {
  const changed: Json = { ...manifest };
  for (const key of sections) {
    const before = manifest[key];
    if (!isPlainObject(before)) continue;
    const after = { ...before };
    for (const name of change.remove) delete after[name];
    replace(changed, key, after);
  }
  for (const [name, spec] of change.add) {
    const key = sections.find((one) => isPlainObject(changed[one]) && name in changed[one]) ?? 'dependencies';
    changed[key] = sorted({ ...(changed[key] as Json | undefined), [name]: spec });
  }
  replace(changed, 'overrides', overridesAfter(manifest['overrides'], change.unfit));
  return changed;
}

/** JSON laid out as it was before. */
export function layOut(manifest: Json, before: string | null): string {
  const indent = /^[{[]\r?\n([ \t]+)/.exec(before ?? '')?.[1] ?? (before?.includes('\n') === false ? '' : '  ');
  const end = before === null || /\n\s*$/.test(before) ? '\n' : '';
  const text = JSON.stringify(manifest, undefined, indent) + end;
  return before?.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

/**
 * `{ "<plugin>": { "@hatchery/core": "1.2.3" } }` makes npm take this version for whatever range the plugin asks for: it is the
 * one that every plugin is given, if it fits, and every range that fits has it.
 */
function overridesAfter(overrides: unknown, unfit: readonly string[]): Json {
  const before = isPlainObject(overrides) ? Object.entries(overrides) : [];
  const after: Json = Object.fromEntries(before.filter(([, override]) => !isOurs(override)));
  for (const name of unfit) after[name] ??= { [core]: coreVersion };
  return after;
}

function isOurs(override: unknown): boolean {
  return isPlainObject(override) && Object.keys(override).length === 1 && semver.valid(String(override[core])) !== null;
}

function replace(manifest: Json, key: string, value: Json): void {
  if (Object.keys(value).length > 0 || isPlainObject(manifest[key])) manifest[key] = value;
  if (key === 'overrides' && Object.keys(value).length === 0) delete manifest[key];
}

function sorted(value: Json): Json {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b, 'en')));
}

/** The packages that a project asks for itself, and how. */
export function dependenciesIn(manifest: Json): ReadonlyMap<string, string> {
  const entries = sections.flatMap((key) => (isPlainObject(manifest[key]) ? Object.entries(manifest[key]) : []));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
