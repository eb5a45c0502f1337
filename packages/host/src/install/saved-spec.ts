import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import semver from 'semver';
import type { Candidate } from './candidate/candidate.ts';
import type { NpmSettings } from './candidate/npm-settings.ts';

/**
 * What `package.json` is to say of a plugin: a range from its version on, a path that starts at the project, or where git has it.
 *
 * @param prefix `^`, `~`, or nothing for this very version
 */
export function savedSpec(
  { source, version, spec }: Pick<Candidate, 'source' | 'version' | 'spec'>,
  directory: string,
  prefix: string,
): string {
  if (source === 'registry') return `${prefix}${version}`;
  if (source === 'git' || source === 'url') return spec;
  return `file:${relativePath(directory, pathOf(spec))}`;
}

/** What npm is set to write before a version: `^` unless `save-prefix` or `save-exact` say otherwise. */
export function savePrefixOf({ options }: NpmSettings): string {
  const prefix = options['savePrefix'];
  return typeof prefix === 'string' ? prefix : '^';
}

/** Whether what `package.json` says allows one version alone. */
export function isExact(spec: string): boolean {
  return semver.valid(spec, { loose: true }) !== null;
}

function pathOf(spec: string): string {
  const path = spec.startsWith('file://') ? fileURLToPath(spec) : spec.replace(/^file:/, '');
  return realpathSync(path);
}

function relativePath(from: string, to: string): string {
  return relative(from, to).split(sep).join('/') || '.';
}
