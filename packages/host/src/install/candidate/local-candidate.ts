import { existsSync } from 'node:fs';
import { fetchTarball } from './fetch-tarball.ts';
import { folderContents, pathNotFound } from './folder-contents.ts';
import { packedCandidate } from './packed-candidate.ts';
import { readPluginManifest } from './plugin-manifest.ts';
import { requireFit } from './require-fit.ts';
import type { Candidate } from './candidate.ts';
import type { CandidateOptions } from './candidate-options.ts';

/**
 * A candidate from a tarball on this machine.
 *
 * @throws HatcheryError see `findCandidate`
 */
export async function tarballCandidate(path: string, options: CandidateOptions): Promise<Omit<Candidate, 'request'>> {
  if (!existsSync(path)) throw pathNotFound(path);
  const { npm, signal } = options;
  const spec = `file:${path}`;
  return packedCandidate(spec, 'tarball', await fetchTarball(spec, { npm, signal, what: path }), options);
}

/**
 * A candidate from a folder: a plugin under development. It may still have to be built, and its dependencies are its own matter.
 *
 * @throws HatcheryError see `findCandidate`
 */
export function folderCandidate(path: string, options: CandidateOptions): Omit<Candidate, 'request'> {
  const contents = folderContents(path);
  const manifest = readPluginManifest({ ...contents, published: false, allow: [] });
  requireFit(manifest, contents.manifest, options, path);
  return {
    name: manifest.name,
    version: manifest.version,
    kind: manifest.kind,
    source: 'folder',
    spec: `file:${path}`,
    passedOver: [],
    trust: {
      maintainers: [],
      dependencies: manifest.dependencies.size,
      ...(manifest.permissions ? { permissions: manifest.permissions } : {}),
      signature: 'not offered',
      provenance: { state: 'not offered' },
      installScripts: manifest.installScripts,
    },
    warnings: [],
  };
}
