import type { CandidateOptions } from '../../../../src/install/candidate/candidate-options.ts';
import type { Candidate } from '../../../../src/install/candidate/candidate.ts';
import { findCandidate } from '../../../../src/install/candidate/find-candidate.ts';
import { readNpmSettings } from '../../../../src/install/candidate/npm-settings.ts';
import { tempProject } from '../../../support/temp-project.ts';

export interface CandidateProject {
  readonly directory: string;
  /** The folder of what npm keeps of registries. */
  readonly cache: string;
  find(request: string, options?: Partial<CandidateOptions>): Promise<Candidate>;
}

/** A project of its own, with an empty cache and none of the machine's settings, that knows one registry. */
export async function candidateProject(
  registry: string,
  {
    npmrc = '',
    files = {},
    variables = {},
  }: {
    readonly npmrc?: string;
    readonly files?: Readonly<Record<string, string | object>>;
    readonly variables?: NodeJS.ProcessEnv;
  } = {},
): Promise<CandidateProject> {
  const directory = tempProject({ 'package.json': { name: 'project', private: true }, ...files });
  const home = tempProject({
    '.npmrc': `registry=${registry}\nfetch-retries=0\nfetch-timeout=5000\n${npmrc}\n`,
  });
  const npm = await readNpmSettings(directory, {
    HOME: home,
    PREFIX: home,
    npm_config_cache: `${home}/cache`,
    ...variables,
  });
  const find = (request: string, options: Partial<CandidateOptions> = {}) =>
    findCandidate(request, { directory, npm, coreVersion: '1.0.0', nodeVersion: '24.15.0', known: [], ...options });
  return { directory, cache: String(npm.options['cache']), find };
}
