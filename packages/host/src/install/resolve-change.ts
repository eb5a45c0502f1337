import type Arborist from '@npmcli/arborist';
import { HatcheryError } from '@hatchery/core';
import type { NpmSettings } from './candidate/npm-settings.ts';
import { codeOf } from './candidate/registry-failed.ts';
import { changedManifest } from './manifest-text.ts';
import { planPackages } from './plan-packages.ts';

/** A package to be added, or put in the place of another version. */
export interface Addition {
  readonly name: string;
  /** Exact: `name@1.2.3`, `name@file:/folder/x-1.0.0.tgz`. */
  readonly spec: string;
  /** What `package.json` is to say. */
  readonly save: string;
  /** The hash that was verified before. */
  readonly integrity?: string | undefined;
}

/** What is to be different, and what npm needs to work out the rest. */
export interface Change {
  readonly directory: string;
  readonly npm: NpmSettings;
  readonly add: readonly Addition[];
  readonly remove: readonly string[];
  /** Plugins that stay, and do not fit this core: their ranges must not stand in the way of others. */
  readonly unfit: readonly string[];
  readonly allow: readonly ('git' | 'url')[];
}

/** A project as it is to be. */
export interface ResolvedChange {
  readonly root: Arborist.Node;
  /** Its `package.json`. */
  readonly manifest: Record<string, unknown>;
}

/**
 * Works out what a project is to have after a change.
 *
 * @param before the `package.json` that is there
 * @throws HatcheryError `PLUGIN_INTEGRITY`; what npm's libraries throw
 */
export async function resolveChange(change: Change, before: Record<string, unknown>): Promise<ResolvedChange> {
  const resolved = await resolveWith(change, before, []).catch((error: unknown) => {
    if (codeOf(error) !== 'ERESOLVE' || change.unfit.length === 0) throw error;
    return resolveWith(change, before, change.unfit);
  });
  for (const addition of change.add) refuseAnother(resolved.root, addition);
  return resolved;
}

async function resolveWith(
  change: Change,
  before: Record<string, unknown>,
  unfit: readonly string[],
): Promise<ResolvedChange> {
  const add = new Map(change.add.map(({ name, save }) => [name, save]));
  const manifest = changedManifest(before, { add, remove: change.remove, unfit });
  const root = await planPackages({
    ...change,
    add: change.add.map(({ spec }) => spec),
    overrides: manifest['overrides'],
  });
  return { root, manifest };
}

/** Between judging a plugin and installing it, a registry could change its mind. */
function refuseAnother(root: Arborist.Node, { name, integrity }: Addition): void {
  const found = root.children.get(name);
  if (integrity === undefined || !found?.integrity || found.integrity.split(/\s+/).includes(integrity)) return;
  throw new HatcheryError('PLUGIN_INTEGRITY', `The tarball of ${name} is not the one that was looked at.`, {
    hint: 'It was replaced in the meantime. Nothing was changed; try again, and see whether what is shown is still what you want.',
    context: { plugin: name, phase: 'install' },
  });
}
