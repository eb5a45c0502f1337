import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import type { Manifest, Packed } from '../../support/registry.ts';
import { packFolder } from './pack-folder.ts';

/** The same packages as their next major version, for one another's next major version. */
export async function nextMajor(packages: readonly Packed[]): Promise<Packed[]> {
  const names = packages.map(({ manifest }) => manifest.name);
  return Promise.all(packages.map((packed) => raise(packed, names)));
}

async function raise({ tarball }: Packed, names: readonly string[]): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-major-'));
  try {
    await unpack(tarball, folder);
    const path = join(folder, 'package.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
    const { version, dependencies, peerDependencies } = manifest;
    const raised = {
      ...manifest,
      version: raisedVersion(version),
      ...(dependencies && { dependencies: raisedRanges(dependencies, names) }),
      ...(peerDependencies && { peerDependencies: raisedRanges(peerDependencies, names) }),
    };
    await writeFile(path, JSON.stringify(raised));
    await raiseCommands(folder, raised.version);
    return await packFolder(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The list of a package's commands says of which version they are. */
async function raiseCommands(folder: string, version: string): Promise<void> {
  const path = join(folder, 'oclif.manifest.json');
  if (!existsSync(path)) return;
  const list = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...list, version }));
}

async function unpack(tarball: Buffer, folder: string): Promise<void> {
  const file = join(folder, 'package.tgz');
  await writeFile(file, tarball);
  await extract({ file, cwd: folder, strip: 1 });
  await rm(file);
}

function raisedRanges(ranges: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [name, names.includes(name) ? raisedVersion(range) : range]),
  );
}

/** `^1.4.2` becomes `^2.0.0`. */
function raisedVersion(text: string): string {
  return text.replace(/(\d+)\.\d+\.\d+/, (_all, major: string) => `${Number(major) + 1}.0.0`);
}
