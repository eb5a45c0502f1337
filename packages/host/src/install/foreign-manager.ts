import mapWorkspaces from '@npmcli/map-workspaces';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isPlainObject } from '../plain-object.ts';

/** A package manager that looks after a project, in whose place hatchery must not change its packages. */
export interface ForeignManager {
  readonly name: 'pnpm' | 'yarn' | 'bun' | 'npm';
  /** Yarn 2 and later have other flags. */
  readonly isModernYarn: boolean;
  /** Where its commands are to be run. */
  readonly directory: string;
  /** Of npm: the path of the workspace in `directory`. */
  readonly workspace?: string;
  /** Whether `directory` is the root of a workspace of pnpm, or of Yarn 1. */
  readonly isWorkspaceRoot: boolean;
  /** How it is known, to go on after "because": `there is a pnpm-lock.yaml`. */
  readonly because: string;
}

type Manifest = Readonly<Record<string, unknown>>;
type Name = ForeignManager['name'];

const lockFiles: readonly (readonly [string, Name])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/**
 * Who looks after a project, if it is not plain npm: pnpm, Yarn or Bun, as `packageManager`, a lock file, or the workspace that the
 * project belongs to tells; or npm itself for a workspace, whose packages lie above.
 */
export async function foreignManagerOf(project: string, manifest: Manifest): Promise<ForeignManager | undefined> {
  const own = signOf(project, manifest);
  if (own && own.name !== 'npm')
    return managerAt(project, own, { isWorkspaceRoot: isWorkspaceRoot(project, manifest) });
  if (!own) {
    const above = await workspaceAbove(project);
    if (above) return above;
  }
  if (!('workspaces' in manifest)) return undefined;
  const because = 'its package.json has workspaces';
  return managerAt(project, { name: 'npm', because }, { isWorkspaceRoot: true });
}

interface Sign {
  readonly name: Name;
  readonly because: string;
}

function signOf(folder: string, manifest: Manifest): Sign | undefined {
  const [declared] = declaredIn(manifest);
  if (declared) return declared;
  const [file, name] = lockFiles.find(([path]) => existsSync(join(folder, path))) ?? [];
  return file === undefined || name === undefined ? undefined : { name, because: `there is a ${file} in ${folder}` };
}

function declaredIn(manifest: Manifest): Sign[] {
  const field = manifest['packageManager'];
  const engines = manifest['devEngines'];
  const engine =
    isPlainObject(engines) && isPlainObject(engines['packageManager']) ? engines['packageManager']['name'] : undefined;
  return [
    ...(typeof field === 'string' ? [{ text: field, key: 'packageManager' }] : []),
    ...(typeof engine === 'string' ? [{ text: engine, key: 'devEngines.packageManager' }] : []),
  ].flatMap(({ text, key }) => {
    const name = (['pnpm', 'yarn', 'bun', 'npm'] as const).find((one) => text === one || text.startsWith(`${one}@`));
    return name === undefined ? [] : [{ name, because: `its package.json says so (\`${key}\`)` }];
  });
}

async function workspaceAbove(project: string): Promise<ForeignManager | undefined> {
  for (let folder = dirname(project); ; folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    const sign = signOf(folder, manifest ?? {});
    const isMember =
      existsSync(join(folder, 'pnpm-workspace.yaml')) ||
      (manifest !== undefined && (await hasMember(folder, manifest, project)));
    if (isMember) {
      const { name = 'npm', because } = sign ?? {};
      return managerAt(
        name === 'npm' ? folder : project,
        {
          name,
          because: because ?? `it is a workspace of the project in ${folder}`,
        },
        { isWorkspaceRoot: false, ...(name === 'npm' ? { workspace: relative(folder, project) } : {}) },
      );
    }
    if (dirname(folder) === folder) return undefined;
  }
}

async function hasMember(folder: string, manifest: Manifest, project: string): Promise<boolean> {
  if (!('workspaces' in manifest)) return false;
  try {
    const members = await mapWorkspaces({ cwd: folder, pkg: manifest });
    return [...members.values()].includes(project);
  } catch {
    // Workspaces that npm cannot make sense of hold nothing.
    return false;
  }
}

function managerAt(
  directory: string,
  { name, because }: Sign,
  more: Pick<ForeignManager, 'isWorkspaceRoot'> & { readonly workspace?: string },
): ForeignManager {
  const declared = manifestIn(directory)?.['packageManager'];
  const isModernYarn =
    name === 'yarn' && (existsSync(join(directory, '.yarnrc.yml')) || /^yarn@([2-9]|\d\d)/.test(String(declared)));
  return { name, because, directory, isModernYarn, ...more };
}

function isWorkspaceRoot(folder: string, manifest: Manifest): boolean {
  return existsSync(join(folder, 'pnpm-workspace.yaml')) || 'workspaces' in manifest;
}

function manifestIn(folder: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return isPlainObject(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}
