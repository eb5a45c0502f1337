import { realpath, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What packages need of others. */
interface Needs {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * Finds where everything lies that packages of this repository need to run, and what those need: the very versions that the
 * repository's lock file names, from the repository's own `node_modules`. What is for other platforms is not there.
 *
 * @param folders of packages
 * @param isOurs tells packages that are ours; they are left out
 * @param tools folders of packages whose development dependencies are wanted as well
 */
export async function installedDependencies(
  folders: readonly string[],
  isOurs: (name: string) => boolean,
  tools: readonly string[] = [],
): Promise<string[]> {
  const found = new Map<string, string>();
  const visit = async (folder: string, isTop: boolean): Promise<void> => {
    const needs = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Needs;
    const id = `${needs.name}@${needs.version}`;
    if (found.has(id)) return;
    if (!isTop) found.set(id, folder);
    for (const name of namesNeeded(needs, tools.includes(folder))) {
      const next = isOurs(name) ? undefined : await resolveFrom(folder, name);
      if (next !== undefined) await visit(next, false);
    }
  };
  for (const folder of folders) await visit(folder, true);
  return [...found.values()];
}

function namesNeeded(needs: Needs, withTools: boolean): string[] {
  const peers = Object.keys(needs.peerDependencies ?? {});
  return [
    ...Object.keys({ ...needs.dependencies, ...needs.optionalDependencies }),
    ...peers.filter((name) => needs.peerDependenciesMeta?.[name]?.optional !== true),
    ...(withTools ? Object.keys(needs.devDependencies ?? {}) : []),
  ];
}

async function resolveFrom(folder: string, name: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', name);
    if (existsSync(join(path, 'package.json'))) return realpath(path);
    if (dirname(at) === at) return undefined;
  }
}
