import { HatcheryError } from '@hatchery/core';
import npa from 'npm-package-arg';
import { join } from 'node:path';
import semver from 'semver';
import type { InstalledPlugin } from '../plugins/installed-plugin.ts';
import { applyChange } from './apply-change.ts';
import type { Addition } from './resolve-change.ts';
import type { Candidate } from './candidate/candidate.ts';
import type { CandidateOptions } from './candidate/candidate-options.ts';
import { findCandidate } from './candidate/find-candidate.ts';
import { type ChangeReport, type InstallOptions, noChanges } from './install-options.ts';
import { readManifest } from './install-target.ts';
import { dependenciesIn } from './manifest-text.ts';
import { prepare } from './install-plugins.ts';
import { isExact, savedSpec, savePrefixOf } from './saved-spec.ts';
import { installedIn, pluginsIn } from './uninstall-plugins.ts';

/** What became of one plugin in an update. */
export interface PluginUpdate {
  readonly name: string;
  /** The version before; empty if it was listed and not there. */
  readonly from: string;
  /** The version now; absent where it stays. */
  readonly to?: string;
  /** Why it stays, to go on after "because". */
  readonly reason?: string;
  /** Set where it should not stay: there is no version that fits, say. */
  readonly error?: HatcheryError;
}

export interface UpdateReport extends ChangeReport {
  readonly updates: readonly PluginUpdate[];
  readonly candidates: readonly Candidate[];
}

/** Failures that concern one plugin, and need not keep the others from being updated. */
const ownFailures = new Set([
  'NO_FITTING_VERSION',
  'PLUGIN_NOT_FOUND',
  'PLUGIN_NOT_A_PLUGIN',
  'PLUGIN_INTEGRITY',
  'PLUGIN_SIGNATURE',
]);

/**
 * Brings plugins to the newest version that fits this core, also beyond the range in `package.json`; those that can be
 * brought, all or none. What comes from a file, a folder, git or a URL stays.
 *
 * @param names packages, short names or aliases; `undefined` for all
 * @throws HatcheryError `PLUGIN_NOT_INSTALLED`, and as `findCandidate` and `applyChange` where it concerns all
 */
export async function updatePlugins(
  names: readonly string[] | undefined,
  options: InstallOptions,
): Promise<UpdateReport> {
  const { target, allow, approve } = options;
  const plugins = names === undefined ? pluginsIn(target) : installedIn(target, names);
  const specs = dependenciesIn(readManifest(join(target.directory, 'package.json')));
  const { npm, candidateOptions } = await prepare(options);
  const steps = [];
  for (const plugin of plugins) steps.push(await stepFor(plugin, specs.get(plugin.name) ?? '', candidateOptions));
  const updates = steps.map(({ update }) => update);
  const candidates = steps.flatMap(({ candidate }) => candidate ?? []);
  if (candidates.length > 0 && approve && !(await approve(candidates))) {
    const { directory, origin } = target;
    return { directory, origin, outcome: 'declined', changes: noChanges, updates, candidates };
  }
  const prefix = savePrefixOf(npm);
  const add = candidates.map((candidate): Addition => {
    const before = specs.get(candidate.name) ?? '';
    const { type } = npa.resolve(candidate.name, before);
    const save =
      type === 'tag' && before !== '' ? before : savedSpec(candidate, target.directory, isExact(before) ? '' : prefix);
    return { name: candidate.name, spec: candidate.spec, save, integrity: candidate.integrity };
  });
  const report = await applyChange({ add, remove: [], allow }, npm, options);
  return { ...report, updates, candidates };
}

interface Step {
  readonly update: PluginUpdate;
  readonly candidate?: Candidate;
}

async function stepFor(plugin: InstalledPlugin, spec: string, options: CandidateOptions): Promise<Step> {
  const { name, version: from, fits } = plugin;
  const { type, registry } = npa.resolve(name, spec);
  if (!registry) return { update: { name, from, reason: `it comes from ${spec}` } };
  try {
    const candidate = await findCandidate(type === 'tag' && spec !== '' ? `${name}@${spec}` : name, options);
    const isNewer = from === '' || !semver.valid(from) || semver.gt(candidate.version, from);
    if (!isNewer && fits) return { update: { name, from, reason: reasonToStay(candidate, from) } };
    return { update: { name, from, to: candidate.version }, candidate };
  } catch (error) {
    if (!HatcheryError.is(error) || !ownFailures.has(error.code)) throw error;
    return { update: { name, from, reason: error.message, error } };
  }
}

function reasonToStay({ version, passedOver: [newest] }: Candidate, from: string): string {
  if (version !== from) return `it is newer than ${version}, the newest that is offered`;
  return newest === undefined ? 'it is the newest' : `${newest.version} does not fit: ${newest.reason}`;
}
