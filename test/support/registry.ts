import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publish } from 'libnpmpublish';
import { runServer } from 'verdaccio';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** A registry on loopback. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** The folder in which it keeps what is published. */
  readonly storage: string;
}

/** A registry that has this repository's packages, packed as they would be published, and others from the machine's own. */
export async function startRegistry(): Promise<Registry> {
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd: tmpdir() });
  const registry = await startEmptyRegistry({ upstream: stdout.trim(), own: await ownNames() });
  try {
    await publishAll(registry);
  } catch (error) {
    await registry[Symbol.asyncDispose]();
    throw error;
  }
  return registry;
}

/**
 * A registry that has nothing yet.
 *
 * @param behind what to ask for all packages but our `own`; without it, nothing but what is published is there
 */
export async function startEmptyRegistry(behind?: {
  readonly upstream: string;
  readonly own: readonly string[];
}): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-registry-'));
  const everybody = { access: ['$all'], publish: ['$all'] };
  const own = behind?.own ?? [];
  const storage = join(folder, 'storage');
  const configuration = {
    storage,
    self_path: folder,
    configPath: join(folder, 'config.yaml'),
    uplinks: behind ? { upstream: { url: behind.upstream, cache: false, maxage: '1h' } } : {},
    packages: {
      ...Object.fromEntries(own.map((name) => [name, everybody])),
      '**': { ...everybody, ...(behind ? { proxy: ['upstream'] } : {}) },
    },
    // A package with its platform's binaries is tens of megabytes in one request.
    max_body_size: '200mb',
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  };
  const server = await runServer(configuration);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    storage,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
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

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

async function publishAll(registry: Registry): Promise<void> {
  for (const packed of await packAll()) await publishPacked(registry, packed);
}

/** A package as it goes to a registry. */
export interface Packed {
  readonly manifest: Manifest;
  readonly tarball: Buffer;
}

/** A `package.json`, as far as the tests look at it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Packs every package as `pnpm publish` would, its workspace ranges written out. Needs a build. */
export async function packAll(): Promise<Packed[]> {
  const destination = await mkdtemp(join(tmpdir(), 'hatchery-packed-'));
  try {
    const all: Packed[] = [];
    for (const folder of await packageFolders()) all.push(await pack(folder, destination));
    return all;
  } finally {
    await rm(destination, { recursive: true, force: true });
  }
}

async function pack(folder: string, destination: string): Promise<Packed> {
  const packing = ['pack', '--json', '--config.ignore-scripts=true', '--pack-destination', destination];
  const { filename } = JSON.parse((await run('pnpm', packing, { cwd: folder })).stdout) as { filename: string };
  const { stdout } = await run('tar', ['-xzOf', filename, 'package/package.json']);
  return { manifest: JSON.parse(stdout) as Manifest, tarball: await readFile(filename) };
}

/** Publishes a package, whatever would run at that left out. */
export async function publishPacked(registry: Registry, { manifest, tarball }: Packed): Promise<void> {
  await publish(manifest, tarball, { registry: registry.url, access: 'public', forceAuth: { token: 'anybody' } });
}

/** Settings that make npm in `folder` use this registry alone, and nothing of the machine's own. */
export async function useRegistry(folder: string, registry: Registry): Promise<void> {
  await writeFile(join(folder, '.npmrc'), `registry=${registry.url}\naudit=false\nfund=false\nupdate-notifier=false\n`);
}
