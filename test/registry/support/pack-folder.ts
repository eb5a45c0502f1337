import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';
import type { Manifest, Packed } from '../../support/registry.ts';

/** Packs what lies in a folder; of `node_modules`, only what the package bundles. */
export async function packFolder(folder: string): Promise<Packed> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Bundling;
  const names = (await readdir(folder)).filter((name) => name !== 'node_modules');
  const { bundleDependencies, bundledDependencies = bundleDependencies } = manifest;
  const bundled = Array.isArray(bundledDependencies) ? bundledDependencies.map((name) => `node_modules/${name}`) : [];
  // Fast rather than small: it travels over loopback only.
  const settings = { prefix: 'package', portable: true, sync: true, gzip: { level: 1 } } as const;
  const pack = create({ ...settings, cwd: folder, linkCache: new NoLinks() }, [...names, ...bundled]);
  return { manifest, tarball: pack.read() as Buffer };
}

interface Bundling extends Manifest {
  readonly bundleDependencies?: unknown;
  readonly bundledDependencies?: unknown;
}

/** pnpm makes equal files one file with several names; npm unpacks no links, so each has to be packed as a file. */
class NoLinks extends Map<never, never> {
  override set(): this {
    return this;
  }
}
