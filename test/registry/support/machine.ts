import { join } from 'node:path';
import { type Packed, type Registry, startEmptyRegistry, useRegistry } from '../../support/registry.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';
import { createProject, type Project } from './project.ts';
import { publishEverything } from './publish-everything.ts';

/** A machine of which nothing is known but a registry that has nothing behind it, and what was installed from there. */
export interface Machine extends AsyncDisposable {
  readonly registry: Registry;
  /** Our own packages, as they were published. */
  readonly own: readonly Packed[];
  /** Installs packages for all projects, each version in a place of its own; resolves to the folder of their commands. */
  install(...packages: readonly string[]): Promise<string>;
  /** An empty folder, for a `hatchery` from one of these folders of commands. */
  project(commands: string): Promise<Project>;
}

export async function startMachine(): Promise<Machine> {
  const registry = await startEmptyRegistry();
  const base = await createSandbox();
  const npmCache = base.env['npm_config_cache'] ?? '';
  await useRegistry(base.env['HOME'] ?? '', registry);
  const dispose = async () => {
    await base[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  };
  try {
    const own = await publishEverything(registry);
    return {
      registry,
      own,
      install: (...packages) => install(base, packages),
      project: (commands) => createProject({ registry, commands, npmCache }),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function install({ folder, sh }: Sandbox, packages: readonly string[]): Promise<string> {
  // Not the bare name of a package: npm takes one that is also the folder to install to for the folder.
  const prefix = join(folder, `with-${packages.join('+')}`);
  const { code, stderr } = await sh(`npm install --global --prefix '${prefix}' ${packages.join(' ')}`);
  if (code !== 0) throw new Error(stderr);
  return join(prefix, 'bin');
}
