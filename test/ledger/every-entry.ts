import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineDestination, defineSource, type Pipe, z } from '@hatchery/core';
import { type BoundDestination, run, type Stream } from '@hatchery/engine';
import file from 'hatchery-dest-file';

const noOptions = z.strictObject({});
const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 4, 12, minutes));

/** A folder as a destination that knows checksums, and does not delete. */
function folderDestination(path: string): BoundDestination {
  const { definition } = defineDestination({
    config: noOptions,
    async open({ directory, log }) {
      const config = file.definition.config.parse({ path });
      const store = await file.definition.open({ config, directory, log });
      return {
        create: async (...args) => ({ ...(await store.create(...args)), checksum: 'none:AA==' }),
        stat: (name) => store.stat(name),
        read: (name) => store.read(name),
        list: (prefix, options) => store.list(prefix, options),
      };
    },
  });
  return { plugin: { name: 'folder', version: '1.2.3' }, definition, config: {}, directory: path };
}

/** Runs a stream so that its ledger comes to hold every kind of entry, and every field: breaks, a gap, evidence, a backfill. */
export async function everyEntry(id: string, path: string): Promise<void> {
  const server = createServer((_request, response) => {
    response.setHeader('etag', '"1"').setHeader('last-modified', 'Wed, 04 Mar 2026 12:00:00 GMT');
    response
      .setHeader('x-request-id', 'r-1')
      .setHeader('content-type', 'application/json')
      .end('{"from":"the service"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logs`;
  try {
    const breaking = collector(id, path, async (pipe) => {
      await pipe.spout(await pipe.http({ url }));
      await pipe.commit({ page: 2, exact: '9007199254740993', ünï: [null, true] });
      await pipe.spout('landed, and committed by nobody', { schemaHint: 'audit' });
      throw new Error('cut');
    });
    await run([breaking], { now: at(0) });
    const finishing = collector(id, path, async (pipe) => {
      await pipe.spout('instead of what was cut');
      await pipe.spout('and another page', { schemaHint: 'audit' });
    });
    await run([finishing], { now: at(0) });
    await run([finishing], { now: at(30) });
    await run([finishing], { now: at(30), windows: [{ from: at(-60), to: at(-50) }] });
    await run([breaking], { now: at(31) });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function collector(id: string, path: string, collect: (pipe: Pipe) => Promise<void>): Stream {
  const { definition } = defineSource({
    config: noOptions,
    windows: { retention: '10m' },
    collect: ({ pipe }) => collect(pipe),
  });
  return {
    id,
    tags: [],
    compress: 'gzip',
    source: { plugin: { name: 'source', version: '4.5.6' }, definition, config: {} },
    destination: folderDestination(path),
  };
}
