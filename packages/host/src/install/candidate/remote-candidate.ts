import pacote from 'pacote';
import type { Candidate } from './candidate.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { fetchTarball } from './fetch-tarball.ts';
import { packedCandidate } from './packed-candidate.ts';
import type { PluginRequest } from './plugin-request.ts';
import { registryFailed, shownUrl } from './registry-failed.ts';

/**
 * A candidate from git, held to the commit that was found, or from a URL. Only for those who allowed it.
 *
 * @throws HatcheryError see `findCandidate`
 */
export async function remoteCandidate(
  { type, spec }: Extract<PluginRequest, { type: 'git' | 'url' }>,
  options: CandidateOptions,
): Promise<Omit<Candidate, 'request'>> {
  const { signal, directory } = options;
  const what = shownUrl(spec);
  // It has been allowed here, by name; npm's own settings refuse it to all.
  const npm = { options: { ...options.npm.options, allowRemote: 'all', allowGit: 'all', where: directory } };
  if (type === 'url') return packedCandidate(spec, 'url', await fetchTarball(spec, { npm, signal, what }), options);
  const exact = await pacote.resolve(spec, npm.options).catch((error: unknown) => {
    throw registryFailed(`git of ${what}`, error);
  });
  // Packs what was checked out. It is slow to load, and only git needs it.
  const { default: Arborist } = await import('@npmcli/arborist');
  const contents = await fetchTarball(exact, { npm, signal, what, options: { Arborist } });
  return packedCandidate(exact, 'git', contents, options);
}
