import { gcsRequests, type GcsServer, gcsServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { bytesOf, chunkSize, contentOf, create } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';

const { isChunk, isSessionStart, isWholeUpload } = gcsRequests;
const key = 'projects/p/locations/l/keyRings/r/cryptoKeys/k';

describe('hatchery-dest-gcs writing', () => {
  let server: GcsServer;

  beforeEach(async () => {
    server = await gcsServer({ buckets: { bucket: { kmsKeys: [key] } } });
  });
  afterEach(() => server.close());

  const sizes = [1, 2, 3].flatMap((chunks) => [-1, 0, 1].map((extra) => chunks * chunkSize + extra));
  for (const size of [0, 1, ...sizes]) {
    it(`gives ${size} bytes to the service once, and tells their checksum`, async () => {
      const store = await openStore({ apiEndpoint: server.url, chunkSize });
      const created = await create(store, 'a', bytesOf(size));
      const stored = server.bucket().peek('a');
      expect(stored?.bytes.equals(bytesOf(size))).to.equal(true);
      expect(created.checksum).to.equal(`crc32c:${stored?.crc32c}`);
      const sent = server.log.filter(({ request }) => isWholeUpload(request) || isChunk(request));
      expect(sent).to.have.length(Math.max(1, Math.ceil(size / chunkSize)));
      expect(server.log.some(({ request }) => isSessionStart(request))).to.equal(size > chunkSize);
      expect(server.log.map(({ request }) => request.method)).to.not.include('GET');
    });
  }

  it('writes 64 MiB in chunks of the usual size', async function () {
    this.timeout(60_000);
    const store = await openStore({ apiEndpoint: server.url });
    const bytes = bytesOf(67_108_864);
    await create(store, 'a', bytes, { size: bytes.length });
    expect(server.log.filter(({ request }) => isChunk(request))).to.have.length(8);
    expect((await contentOf(store, 'a')).equals(bytes)).to.equal(true);
  });

  for (const size of [10, chunkSize + 10]) {
    it(`keeps beside ${size} bytes what it is told of them`, async () => {
      const store = await openStore({
        apiEndpoint: server.url,
        chunkSize,
        storageClass: 'COLDLINE',
        kmsKeyName: key,
        metadata: { team: 'sécurité' },
        hold: 'temporary',
        retention: { mode: 'unlocked', for: '1d' },
      });
      const told = {
        contentType: 'application/x-ndjson',
        contentEncoding: 'gzip',
        metadata: { 'hatchery-sha256': 'ab' },
      };
      await create(store, 'a b/é', bytesOf(size), told);
      const stored = server.bucket().peek('a b/é');
      expect(stored).to.include({
        contentType: 'application/x-ndjson',
        contentEncoding: 'gzip',
        storageClass: 'COLDLINE',
        kmsKeyName: key,
        temporaryHold: true,
      });
      expect(stored?.metadata).to.include({ team: 'sécurité', 'hatchery-sha256': 'ab' });
      expect(Date.parse(stored?.retentionExpirationTime ?? '')).to.be.greaterThan(Date.now() + 80_000_000);
    });
  }
});
