import npa from 'npm-package-arg';
import { workingDirectory } from '../working-directory.ts';
import { discoverPlugins } from '../plugins/discover-plugins.ts';
import { coreVersion } from '../plugins/host-core.ts';
import { HatcheryError } from '@hatchery/core';
import { applyChange } from './apply-change.ts';
import type { Candidate } from './candidate/candidate.ts';
import type { CandidateOptions } from './candidate/candidate-options.ts';
import { findCandidate } from './candidate/find-candidate.ts';
import { readNpmSettings } from './candidate/npm-settings.ts';
import { type ChangeReport, type InstallOptions, noChanges } from './install-options.ts';
import { isExact, savedSpec, savePrefixOf } from './saved-spec.ts';

/** What became of an installation. */
export interface InstallReport extends ChangeReport {
  readonly candidates: readonly Candidate[];
}

/**
 * Installs plugins, all or none. See `findCandidate` for what a request may be, and what is refused.
 *
 * @throws HatcheryError as `findCandidate` and `applyChange`; nothing is changed then
 */
export async function installPlugins(requests: readonly string[], options: InstallOptions): Promise<InstallReport> {
  const { target, allow, approve } = options;
  const { candidateOptions, npm } = await prepare(options);
  const candidates: Candidate[] = [];
  for (const request of requests) candidates.push(await findCandidate(request, candidateOptions));
  refuseTwice(candidates);
  if (approve && !(await approve(candidates))) {
    const { directory, origin } = target;
    return { directory, origin, outcome: 'declined', changes: noChanges, candidates };
  }
  const prefix = savePrefixOf(npm);
  const add = candidates.map((candidate) => ({
    name: candidate.name,
    spec: candidate.spec.startsWith(`${candidate.name}@`) ? candidate.spec : `${candidate.name}@${candidate.spec}`,
    save: savedSpec(candidate, target.directory, isExactRequest(candidate.request) ? '' : prefix),
    integrity: candidate.integrity,
  }));
  const report = await applyChange({ add, remove: [], allow }, npm, options);
  return { ...report, candidates };
}

/** What candidates are chosen by, for these options. */
export async function prepare(options: InstallOptions) {
  const { target, cwd = workingDirectory(), variables = process.env, kind, minimumAge, allow, signal } = options;
  const npm = await readNpmSettings(target.directory, variables);
  const known = discoverPlugins(target.directory, []).map(({ name }) => name);
  const candidateOptions: CandidateOptions = {
    directory: cwd,
    npm,
    coreVersion,
    nodeVersion: process.versions.node,
    kind,
    minimumAge,
    allow,
    known,
    signal,
  };
  return { npm, candidateOptions };
}

function isExactRequest(request: string): boolean {
  const spec = npa(request);
  return spec.registry && isExact(spec.rawSpec);
}

function refuseTwice(candidates: readonly Candidate[]): void {
  const twice = candidates.find((one, index) => candidates.some((other, at) => at < index && other.name === one.name));
  if (!twice) return;
  throw new HatcheryError('USAGE', `${twice.name} is named twice.`, { hint: 'Name each plugin once.' });
}
