import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Arborist from '@npmcli/arborist';
import pacote from 'pacote';

/** The files of a package by path; an object becomes JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** Packs files as `npm pack` would. */
export async function packFiles(files: Files): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-pack-'));
  try {
    for (const [path, contents] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), typeof contents === 'string' ? contents : JSON.stringify(contents));
    }
    return await pacote.tarball(`file:${folder}`, { Arborist, ignoreScripts: true } as pacote.Options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
