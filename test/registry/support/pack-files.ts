import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Packed } from '../../support/registry.ts';
import { packFolder } from './pack-folder.ts';

/** Packs files by path; an object becomes JSON. */
export async function packFiles(files: Readonly<Record<string, string | object>>): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-files-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
    }
    return await packFolder(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A source that lands one object, which says who collected it. */
export function packSource(name: string, version: string, changes: object = {}): Promise<Packed> {
  return packFiles({
    'package.json': {
      name,
      version,
      type: 'module',
      exports: './index.js',
      hatchery: { kind: 'source' },
      peerDependencies: { '@hatchery/core': '^1.0.0' },
      ...changes,
    },
    'index.js': `
      import { defineSource, z } from '@hatchery/core';
      export default defineSource({
        config: z.strictObject({}),
        async collect({ pipe }) { await pipe.spout(JSON.stringify({ by: '${name} ${version}' })); },
      });`,
  });
}
