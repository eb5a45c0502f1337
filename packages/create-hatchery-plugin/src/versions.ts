import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** What a new package depends on. */
export interface Versions {
  /** The range of `@hatchery/core`: the one at hand and all that keep its contract. */
  readonly core: string;
  readonly node: string;
  /** By package, all that it is built and tested with. */
  readonly tools: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);

/** Takes the versions from this package's own manifest: templates are written, and checked, with exactly these. */
export async function readVersions(): Promise<Versions> {
  const own = await manifestOf('../package.json');
  const core = `^${(await manifestOf('@hatchery/core/package.json')).version}`;
  const tools = ['@hatchery/testkit', '@types/node', 'oxlint', 'oxlint-tsgolint', 'typescript'].map(
    async (name): Promise<[string, string]> => [name, await toolVersion(name, own.devDependencies?.[name])],
  );
  return {
    core,
    node: own.engines?.['node'] ?? '*',
    tools: { '@hatchery/core': core, ...Object.fromEntries(await Promise.all(tools)) },
  };
}

/** Publishing writes a range in place of `workspace:`; in the workspace, the neighbour's version is as good. */
async function toolVersion(name: string, range = '*'): Promise<string> {
  if (!range.startsWith('workspace:')) return range;
  return `^${(await manifestOf(`${name}/package.json`)).version}`;
}

interface Manifest {
  readonly version: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function manifestOf(specifier: string): Promise<Manifest> {
  return JSON.parse(await readFile(require.resolve(specifier), 'utf8')) as Manifest;
}
