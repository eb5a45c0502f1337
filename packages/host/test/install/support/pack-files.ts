import Arborist from '@npmcli/arborist';
import { rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pacote from 'pacote';
import { addFiles } from '../../support/temp-project.ts';

/** The files of a package by path; an object becomes JSON. */
export type Files = Readonly<Record<string, string | object>>;

const pack = pacote.tarball as unknown as (spec: string, options: object) => Promise<Buffer>;

/** Packs files as `npm pack` would. */
export async function packFiles(files: Files): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'hatchery-pack-'));
  try {
    addFiles(folder, files);
    return await pack(`file:${folder}`, { Arborist, ignoreScripts: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
