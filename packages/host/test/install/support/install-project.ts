import { type InstallOptions, installPlugins, type InstallReport, type InstallTarget } from '@hatchery/host/install';
import { execFile } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempProject } from '../../support/temp-project.ts';

/** A project of npm's that knows one registry and nothing of the machine's settings. */
export interface InstallProject {
  readonly directory: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly target: InstallTarget;
  json(path: string): Record<string, any>;
  text(path: string): string;
  /** Every file and link of the project by path, with what is in it; hatchery's own working files left out. */
  snapshot(): Record<string, string>;
  install(requests: readonly string[], options?: Partial<InstallOptions>): Promise<InstallReport>;
  /** Runs the real npm in it. */
  npm(...words: string[]): Promise<string>;
}

type Files = Readonly<Record<string, string | object>>;

export function installProject(registry: { readonly url: string }, files: Files = {}): InstallProject {
  const settings = ['audit=false', 'fund=false', 'update-notifier=false', 'fetch-retries=0'];
  const home = tempProject({ '.npmrc': [`registry=${registry.url}`, ...settings, ''].join('\n') });
  const directory = tempProject({ 'package.json': { name: 'project', version: '1.0.0', private: true }, ...files });
  const variables = {
    PATH: process.env['PATH'],
    HOME: home,
    npm_config_cache: join(home, 'cache'),
    npm_config_globalconfig: join(home, 'no-global-npmrc'),
    npm_config_userconfig: join(home, '.npmrc'),
  };
  const target: InstallTarget = { directory, origin: 'project' };
  return {
    directory,
    variables,
    target,
    json: (path) => JSON.parse(readFileSync(join(directory, path), 'utf8')) as Record<string, any>,
    text: (path) => readFileSync(join(directory, path), 'utf8'),
    snapshot: () => snapshotOf(directory),
    install: (requests, options = {}) => installPlugins(requests, { target, cwd: directory, variables, ...options }),
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
