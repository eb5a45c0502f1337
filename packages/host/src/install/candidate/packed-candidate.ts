import type { Candidate, CandidateSource } from './candidate.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { readPluginManifest } from './plugin-manifest.ts';
import { requireFit } from './require-fit.ts';
import type { PackageContents } from './tarball-contents.ts';

/**
 * A candidate from a tarball that no registry vouches for: all that is known of it is in it.
 *
 * @throws HatcheryError see `findCandidate`
 */
export function packedCandidate(
  spec: string,
  source: CandidateSource,
  { manifest: packed, files, unpackedSize, integrity }: PackageContents,
  options: CandidateOptions,
): Omit<Candidate, 'request'> {
  const has = (path: string) => files.has(path);
  const manifest = readPluginManifest({ manifest: packed, has, published: true, allow: options.allow ?? [] });
  requireFit(manifest, packed, options);
  return {
    name: manifest.name,
    version: manifest.version,
    kind: manifest.kind,
    source,
    spec,
    // What git gives is packed anew each time, and never the same.
    ...(source === 'git' ? {} : { integrity }),
    passedOver: [],
    trust: {
      maintainers: [],
      unpackedSize,
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
