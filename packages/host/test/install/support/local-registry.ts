import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from 'libnpmpublish';
import { runServer } from 'verdaccio';
import { type Files, packFiles } from './pack-files.ts';

/** A registry on loopback that knows only what a test publishes. */
export interface LocalRegistry extends AsyncDisposable {
  readonly url: string;
  /** Publishes packages, each made of files by path; an object becomes JSON. Resolves to their tarballs. */
  publish(...packages: readonly Files[]): Promise<Buffer[]>;
}

export async function startLocalRegistry(): Promise<LocalRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-registry-'));
  const server = (await runServer(configuration(folder))) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const publishOne = async (files: Files): Promise<Buffer> => {
    const tarball = await packFiles(files);
    await publish(identityOf(files), tarball, {
      registry: url,
      access: 'public',
      forceAuth: { token: 'anybody' },
    });
    return tarball;
  };
  return {
    url,
    async publish(...packages) {
      const tarballs: Buffer[] = [];
      for (const files of packages) tarballs.push(await publishOne(files));
      return tarballs;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function identityOf({ 'package.json': manifest }: Files): { name: string; version: string } {
  return manifest as { name: string; version: string };
}

function configuration(folder: string): never {
  return {
    storage: join(folder, 'storage'),
    self_path: folder,
    configPath: join(folder, 'config.yaml'),
    uplinks: {},
    packages: { '**': { access: ['$all'], publish: ['$all'] } },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  } as never;
}
