import { execFile } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempProject } from '../../support/temp-project.ts';
import type { LocalRegistry } from './local-registry.ts';

/** An empty project of npm's that knows one registry and nothing of the machine's settings. */
export interface InstallProject {
  readonly directory: string;
  readonly variables: NodeJS.ProcessEnv;
  json(path: string): Record<string, any>;
  text(path: string): string;
  /** Every file and link of the project by path, with what is in it; hatchery's own working files left out. */
  snapshot(): Record<string, string>;
  /** Runs the real npm in it. */
  npm(...words: string[]): Promise<string>;
}

export function installProject(
  registry: Pick<LocalRegistry, 'url'>,
  files: Readonly<Record<string, string | object>> = {},
): InstallProject {
  const home = tempProject({
    '.npmrc': `registry=${registry.url}\naudit=false\nfund=false\nupdate-notifier=false\nfetch-retries=0\n`,
  });
  const directory = tempProject({ 'package.json': { name: 'project', version: '1.0.0', private: true }, ...files });
  const variables = {
    PATH: process.env['PATH'],
    HOME: home,
    npm_config_cache: join(home, 'cache'),
    npm_config_globalconfig: join(home, 'no-global-npmrc'),
    npm_config_userconfig: join(home, '.npmrc'),
  };
  return {
    directory,
    variables,
    json: (path) => JSON.parse(readFileSync(join(directory, path), 'utf8')) as Record<string, any>,
    text: (path) => readFileSync(join(directory, path), 'utf8'),
    snapshot: () => snapshotOf(directory),
    async npm(...words) {
      const { stdout } = await promisify(execFile)('npm', words, { cwd: directory, env: variables });
      return stdout;
    },
  };
}

/** Every file and link below a folder by path, with what is in it. */
export function snapshotOf(root: string, path = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(root, path)).sort()) {
    const inner = path === '' ? name : `${path}/${name}`;
    if (inner === 'node_modules/.hatchery') continue;
    const full = join(root, inner);
    const stat = lstatSync(full);
    if (stat.isSymbolicLink()) found[inner] = `-> ${readlinkSync(full)}`;
    else if (stat.isDirectory()) Object.assign(found, snapshotOf(root, inner));
    else found[inner] = readFileSync(full, 'utf8');
  }
  return found;
}
