import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { faults, gcsRequests, type GcsServer, gcsServer } from '@hatchery/testkit';
import type { ObjectStore } from '@hatchery/core';
import { expect } from 'chai';
import { bytesOf, contentOf, create, errorOf, namesIn } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';

const { isList, isRead, isRemove, isStat } = gcsRequests;

describe('hatchery-dest-gcs reading', () => {
  let server: GcsServer;
  let store: ObjectStore;

  beforeEach(async () => {
    server = await gcsServer();
    store = await openStore({ apiEndpoint: server.url, requestTimeout: '500ms' });
  });
  afterEach(() => server.close());

  it('gives gzip as it is stored, and lets others have it decompressed', async () => {
    const raw = bytesOf(100_000);
    const stored = gzipSync(raw);
    await create(store, 'a.gz', stored, { contentEncoding: 'gzip' });
    expect(server.bucket().peek('a.gz')?.contentEncoding).to.equal('gzip');
    expect((await contentOf(store, 'a.gz')).equals(stored)).to.equal(true);
    expect(await store.stat('a.gz')).to.include({ size: stored.length });
    const [reply] = (await once(get(`${server.url}/storage/v1/b/bucket/o/a.gz?alt=media`), 'response')) as [
      IncomingMessage,
    ];
    expect((await buffer(reply)).equals(raw)).to.equal(true);
  });

  it('gives zstd as it is stored', async () => {
    const stored = zstdCompressSync(bytesOf(100_000));
    await create(store, 'a.zst', stored, { contentEncoding: 'zstd' });
    expect(server.bucket().peek('a.zst')?.contentEncoding).to.equal('zstd');
    expect((await contentOf(store, 'a.zst')).equals(stored)).to.equal(true);
  });

  it('fails when the bytes are not those of the checksum', async () => {
    const bytes = bytesOf(100_000);
    await create(store, 'a', bytes);
    server.bucket().tamper('a', Buffer.concat([bytes.subarray(1), Buffer.from('x')]));
    expect(await errorOf(contentOf(store, 'a'))).to.have.property('code', 'DESTINATION_FAILED');
  });

  for (const [what, fault] of Object.entries({
    'is cut': faults.reset('body'),
    'ends early': faults.truncate(),
    'falls silent': faults.hang('body'),
  })) {
    it(`fails, as an error that may pass, when the answer ${what}`, async () => {
      await create(store, 'a', bytesOf(1_000_000));
      server.inject(fault, { when: isRead });
      expect(await errorOf(contentOf(store, 'a'))).to.include({ code: 'DESTINATION_FAILED', transient: true });
    });
  }

  it('tries requests again that fail in a way that may pass', async () => {
    await create(store, 'a');
    for (const fault of [faults.status(503), faults.reset('before'), faults.status(429)]) {
      server.inject(fault, { when: isStat });
      server.inject(fault, { when: isRead });
      server.inject(fault, { when: isList });
      server.inject(fault, { when: isRemove });
      expect(await store.stat('a')).to.include({ size: 7 });
      expect((await contentOf(store, 'a')).toString()).to.equal('content');
      expect(await namesIn(store)).to.deep.equal(['a']);
      await store.remove?.('never-was');
    }
  });

  it('asks for no more names than the limit, and only for the fields it needs', async () => {
    for (const name of ['a', 'b', 'c']) await create(store, name);
    await Array.fromAsync(store.list('', { limit: 1 }));
    const asked = server.log.find(({ request }) => isList(request))?.request.query;
    expect(asked?.get('maxResults')).to.equal('1');
    expect(asked?.get('fields')).to.equal('nextPageToken,items(name,size,crc32c,timeCreated)');
    expect(server.log.filter(({ request }) => isList(request))).to.have.length(1);
  });

  it('knows nothing of objects outside its prefix', async () => {
    await create(store, 'outside');
    await create(store, 'in/side');
    const inner = await openStore({ apiEndpoint: server.url, prefix: 'in/' });
    expect(await namesIn(inner)).to.deep.equal(['side']);
    expect(await inner.stat('outside')).to.equal(undefined);
    await inner.remove?.('outside');
    expect(await namesIn(store)).to.deep.equal(['in/side', 'outside']);
  });
});
