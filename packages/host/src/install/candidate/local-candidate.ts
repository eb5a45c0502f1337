import { createReadStream, existsSync } from 'node:fs';
import { HatcheryError } from '@hatchery/core';
import type { Candidate } from './candidate.ts';
import { notInstallable } from './candidate-errors.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { folderContents, pathNotFound } from './folder-contents.ts';
import { packedCandidate } from './packed-candidate.ts';
import { readPluginManifest } from './plugin-manifest.ts';
import { requireFit } from './require-fit.ts';
import { tarballContents } from './tarball-contents.ts';

/** How long a disk, perhaps one on a network, may give nothing, in milliseconds. */
const readTimeout = 60_000;

/**
 * A candidate from a tarball on this machine.
 *
 * @throws HatcheryError see `findCandidate`
 */
export async function tarballCandidate(path: string, options: CandidateOptions): Promise<Omit<Candidate, 'request'>> {
  if (!existsSync(path)) throw pathNotFound(path);
  const contents = await tarballContents(createReadStream(path), path, readTimeout).catch((error: unknown) => {
    if (HatcheryError.is(error)) throw error;
    throw notInstallable(path, `it cannot be read (${(error as NodeJS.ErrnoException).code})`);
  });
  return packedCandidate(`file:${path}`, 'tarball', contents, options);
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
      aliases: manifest.aliases,
      commands: manifest.commands,
    },
    warnings: [],
  };
}
