import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Registry, useRegistry } from '../../support/registry.ts';
import { createSandbox, type Outcome, type Sandbox } from '../../support/sandbox.ts';

/** A user's folder, with a home of its own. */
export interface Project extends Sandbox {
  /** Runs `hatchery` with these words, as a shell would split them. */
  hatchery(words: string): Promise<Outcome>;
  /** Every file by path, without what is in `node_modules` and npm's settings. */
  files(): string[];
  /** The packages at the top of `node_modules`. */
  packages(): string[];
  json(path: string): Record<string, any>;
  text(path: string): string;
}

export interface ProjectOptions {
  readonly registry: Registry;
  /** The folder in which `hatchery` is. */
  readonly commands: string;
  readonly npmCache: string;
}

export async function createProject({ registry, commands, npmCache }: ProjectOptions): Promise<Project> {
  const sandbox = await createSandbox();
  sandbox.env['npm_config_cache'] = npmCache;
  await useRegistry(sandbox.env['HOME'] ?? '', registry);
  await sandbox.write('package.json', '{ "name": "collecting", "private": true }\n');
  const text = (path: string) => readFileSync(join(sandbox.folder, path), 'utf8');
  return {
    ...sandbox,
    hatchery: (words) => sandbox.sh(`'${join(commands, 'hatchery')}' ${words}`),
    files: () => filesIn(sandbox.folder).filter((path) => !/^(node_modules\/|\.npmrc$)/.test(path)),
    packages: () => packagesIn(join(sandbox.folder, 'node_modules')),
    json: (path) => JSON.parse(text(path)) as Record<string, any>,
    text,
  };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function packagesIn(modules: string): string[] {
  if (!existsSync(modules)) return [];
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  return names
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    )
    .sort();
}
