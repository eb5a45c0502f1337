import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publish } from 'libnpmpublish';
import { runServer } from 'verdaccio';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** A registry on loopback that has this repository's packages, packed as they would be published, and others from the machine's own. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
}

export async function startRegistry(): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-registry-'));
  const server = (await runServer(await configuration(folder))) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const dispose = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await publishAll(join(folder, 'packed'), url);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, [Symbol.asyncDispose]: dispose };
}

async function configuration(folder: string): Promise<never> {
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd: tmpdir() });
  const everybody = { access: ['$all'], publish: ['$all'] };
  const ours = await ownNames();
  return {
    storage: join(folder, 'storage'),
    self_path: folder,
    configPath: join(folder, 'config.yaml'),
    uplinks: { upstream: { url: stdout.trim(), cache: false, maxage: '1h' } },
    packages: {
      ...Object.fromEntries(ours.map((name) => [name, everybody])),
      '**': { ...everybody, proxy: ['upstream'] },
    },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  } as never;
}

async function ownNames(): Promise<string[]> {
  const manifests = await Promise.all((await packageFolders()).map(readManifest));
  return manifests.map(({ name }) => name);
}

/** The folders of all packages that are published. */
export async function packageFolders(): Promise<string[]> {
  const parents = ['packages', 'plugins'];
  const nested = await Promise.all(
    parents.map(async (parent) => (await readdir(join(root, parent))).map((name) => join(root, parent, name))),
  );
  return [join(root, 'cli'), ...nested.flat()];
}

async function readManifest(folder: string): Promise<{ name: string; version: string }> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
}

/** Packs every package as `pnpm publish` would, its workspace ranges written out, and publishes the tarball. Needs a build. */
async function publishAll(packed: string, url: string): Promise<void> {
  await mkdir(packed, { recursive: true });
  for (const folder of await packageFolders()) {
    const { stdout } = await run(
      'pnpm',
      ['pack', '--json', '--config.ignore-scripts=true', '--pack-destination', packed],
      { cwd: folder },
    );
    const { filename } = JSON.parse(stdout) as { filename: string };
    const tarball = await readFile(filename);
    await publish(await packedManifest(filename), tarball, {
      registry: url,
      access: 'public',
      forceAuth: { token: 'anybody' },
    });
  }
}

async function packedManifest(tarball: string): Promise<never> {
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
  return JSON.parse(stdout) as never;
}

/** Settings that make npm in `folder` use this registry alone, and nothing of the machine's own. */
export async function useRegistry(folder: string, registry: Registry): Promise<void> {
  await writeFile(join(folder, '.npmrc'), `registry=${registry.url}\naudit=false\nfund=false\nupdate-notifier=false\n`);
}
