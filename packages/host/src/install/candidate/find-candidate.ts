import type { Candidate } from './candidate.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { folderCandidate, tarballCandidate } from './local-candidate.ts';
import { nameWarnings } from './name-warnings.ts';
import { parsePluginRequest, type PluginRequest } from './plugin-request.ts';
import { registryCandidate } from './registry-candidate.ts';
import { remoteCandidate } from './remote-candidate.ts';

/**
 * Finds what is to be installed for a request, and judges it, before anything of it is on disk but in npm's cache: the newest
 * version that fits this core and this Node, its integrity, its proofs, its manifest as it lies in the tarball, its name.
 *
 * @param request `slack`, `slack@^1.2`, `@acme/hatchery-source-x@next`, `./x-1.0.0.tgz`, `./folder`; git and URLs if allowed
 * @throws HatcheryError
 *   - `USAGE`: the request means nothing, or a source and a destination share the short name
 *   - `PLUGIN_NOT_FOUND`, `NO_FITTING_VERSION`: there is no such plugin, or no version of it that can be used here
 *   - `PLUGIN_NOT_A_PLUGIN`: the package is not one of a plugin
 *   - `PLUGIN_ORIGIN_REFUSED`: it, or what it depends on, comes from git, a URL or a path
 *   - `PLUGIN_INTEGRITY`, `PLUGIN_SIGNATURE`: it is not what was published
 *   - `REGISTRY_FAILED`, `UNAUTHORIZED`, `CANCELLED`
 */
export async function findCandidate(request: string, options: CandidateOptions): Promise<Candidate> {
  const found = await candidateFor(parsePluginRequest(request, options), options);
  return { request, ...found, warnings: [...nameWarnings(found.name, options.known), ...found.warnings] };
}

async function candidateFor(request: PluginRequest, options: CandidateOptions): Promise<Omit<Candidate, 'request'>> {
  switch (request.type) {
    case 'registry':
      return registryCandidate(request, options);
    case 'tarball':
      return tarballCandidate(request.path, options);
    case 'folder':
      return folderCandidate(request.path, options);
    case 'git':
    case 'url':
      return remoteCandidate(request, options);
  }
}
