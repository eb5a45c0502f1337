import pacote from 'pacote';
import type { NpmSettings } from './npm-settings.ts';
import { registryFailed } from './registry-failed.ts';
import { timeoutOf } from './registry.ts';
import { retryFetch } from './retry-fetch.ts';
import { type PackageContents, tarballContents } from './tarball-contents.ts';

export interface TarballQuestion {
  readonly npm: NpmSettings;
  readonly signal?: AbortSignal | undefined;
  /** For errors: `the tarball of hatchery-source-x@1.2.3`. */
  readonly what: string;
  /** Further options of pacote: what the tarball must hash to, say. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * Reads a tarball from npm's cache, or gets it into there, and looks into it. No script of it runs.
 *
 * @throws HatcheryError `PLUGIN_INTEGRITY` if it is not the one that was published, `PLUGIN_NOT_A_PLUGIN` if it is no package,
 *   and what keeps it from being read
 */
export async function fetchTarball(spec: string, question: TarballQuestion): Promise<PackageContents> {
  const { npm, signal, what, options } = question;
  try {
    const get = (npmOptions: NpmSettings['options']) =>
      pacote.tarball.stream(spec, async (stream) => tarballContents(stream, what, timeoutOf(npm)), {
        ...npmOptions,
        ignoreScripts: true,
        ...(signal ? { signal } : {}),
        ...options,
      });
    return await retryFetch(npm, get, signal);
  } catch (error) {
    throw registryFailed(`GET of ${what}`, error);
  }
}
