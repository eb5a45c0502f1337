import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { type GcsServer, gcsServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { bytesOf, chunkSize, create } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';

describe('hatchery-dest-gcs connections', () => {
  let server: GcsServer;
  let counter: Server;
  let connections = 0;

  beforeEach(async () => {
    server = await gcsServer({ buckets: { bucket: {} } });
    connections = 0;
    counter = createServer((client) => {
      connections++;
      const service = connect(Number(new URL(server.url).port), '127.0.0.1');
      client.pipe(service).pipe(client);
      for (const [one, other] of [[client, service] as const, [service, client] as const])
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
    });
    counter.listen(0, '127.0.0.1');
    await once(counter, 'listening');
  });
  afterEach(async () => {
    counter.close();
    await server.close();
  });

  it('are used again by one upload after the other, small and large', async () => {
    const store = await openStore({
      apiEndpoint: `http://127.0.0.1:${(counter.address() as AddressInfo).port}`,
      chunkSize,
    });
    for (const name of ['a', 'b', 'c', 'd']) await create(store, name, bytesOf(1_000));
    await create(store, 'large', bytesOf(3 * chunkSize + 1));
    // A connection is only free a moment after its answer was read.
    expect(connections).to.be.at.most(2);
  });
});
