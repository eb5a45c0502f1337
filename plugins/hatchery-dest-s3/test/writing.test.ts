import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type AwsServer, awsServer, s3Operation } from '@hatchery/testkit';
import { expect } from 'chai';
import { bytesOf, contentOf, create, errorOf, inPieces, MiB, namesIn } from './fixtures/created.ts';
import { openStore, optionsFor } from './fixtures/open-store.ts';

function operations(server: AwsServer): string[] {
  return server.log.map(({ request }) => s3Operation(request) ?? '?');
}

function crcOf(bytes: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}

describe('hatchery-dest-s3 and what it writes', () => {
  for (const [size, parts] of [
    [0, 0],
    [1, 0],
    [5 * MiB - 1, 0],
    [5 * MiB, 0],
    [5 * MiB + 1, 2],
    [10 * MiB - 1, 2],
    [10 * MiB, 2],
    [10 * MiB + 1, 3],
    [25 * MiB + 7, 6],
  ] as const) {
    it(`sends ${size} bytes in ${parts === 0 ? 'one request' : `${parts} parts`}, with a checksum of all`, async () => {
      await using server = await awsServer();
      const store = await openStore(optionsFor(server));
      const bytes = bytesOf(size);
      const created = await store.create('a', inPieces(bytes, 99_991), {
        contentType: 'text/plain',
        signal: new AbortController().signal,
      });
      const expected =
        parts === 0
          ? ['PutObject']
          : ['CreateMultipartUpload', ...Array.from({ length: parts }, () => 'UploadPart'), 'CompleteMultipartUpload'];
      expect(operations(server)).to.deep.equal(expected);
      expect(created).to.deep.equal({ name: 'a', size, checksum: `crc32:${crcOf(bytes)}` });
      const stored = server.bucket('example-logs').objects.get('a');
      expect(stored?.checksum).to.deep.equal({ algorithm: 'crc32', value: crcOf(bytes), type: 'FULL_OBJECT' });
      expect((await store.stat('a'))?.checksum).to.equal(created.checksum);
      expect((await contentOf(store, 'a')).equals(bytes)).to.equal(true);
      expect(server.bucket('example-logs').uploads.size).to.equal(0);
    });
  }

  it('sends parts of the size that is asked for', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server, { partSize: 7 }));
    await create(store, 'a', bytesOf(15 * MiB));
    const lengths = server.log
      .filter(({ request }) => s3Operation(request) === 'UploadPart')
      .map(({ request }) => Number(request.headers['content-length']));
    expect(lengths.sort((a, b) => b - a)).to.deep.equal([7 * MiB, 7 * MiB, MiB]);
  });

  it('takes a body of single bytes, and one of a single piece larger than parts are', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server));
    const few = bytesOf(20_000);
    const many = bytesOf(12 * MiB);
    const options = { contentType: 'text/plain', signal: new AbortController().signal };
    await store.create('few', inPieces(few, 1), options);
    await store.create('many', inPieces(many, many.length), options);
    expect((await contentOf(store, 'few')).equals(few)).to.equal(true);
    expect((await contentOf(store, 'many')).equals(many)).to.equal(true);
  });

  for (const size of [100, 6 * MiB]) {
    it(`says of ${size} bytes what the options say: class, encryption, lock, owner, content, metadata`, async () => {
      await using server = await awsServer({ buckets: [{ name: 'locked', objectLock: true }] });
      const store = await openStore(
        optionsFor(server, {
          bucket: 'locked',
          prefix: 'audit/',
          storageClass: 'STANDARD_IA',
          sse: 'aws:kms',
          kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/example',
          objectLock: { mode: 'COMPLIANCE', retainFor: '30d' },
          bucketOwner: '123456789012',
        }),
      );
      const before = Date.now();
      const metadata = { 'hatchery-sha256': 'ab'.repeat(32) };
      await create(store, 'a.gz', bytesOf(size), {
        contentType: 'application/json',
        contentEncoding: 'gzip',
        metadata,
      });
      const { headers } = server.bucket('locked').objects.get('audit/a.gz') ?? {};
      expect(headers).to.include({
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'x-amz-storage-class': 'STANDARD_IA',
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-central-1:123456789012:key/example',
        'x-amz-object-lock-mode': 'COMPLIANCE',
        'x-amz-meta-hatchery-sha256': 'ab'.repeat(32),
      });
      const until = Date.parse(headers?.['x-amz-object-lock-retain-until-date'] ?? '');
      expect(until).to.be.within(before + 30 * 86_400_000 - 1_000, Date.now() + 30 * 86_400_000);
      const owners = new Set(server.log.map(({ request }) => request.headers['x-amz-expected-bucket-owner']));
      expect([...owners]).to.deep.equal(['123456789012']);
    });
  }

  it('leaves metadata out that S3 has no room for, rather than fail', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server));
    await create(store, 'a', 'x', {
      metadata: { first: '1', url: `https://a.example/${'x'.repeat(3_000)}`, last: '2' },
    });
    const { headers = {} } = server.bucket('example-logs').objects.get('a') ?? {};
    expect(headers).to.include({ 'x-amz-meta-first': '1', 'x-amz-meta-last': '2' });
    expect(headers).not.to.have.property('x-amz-meta-url');
  });

  it('is checked with MD5, and sends nothing newer, for stores that know no other checksum', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server, { checksum: 'md5' }));
    const bytes = bytesOf(11 * MiB);
    await create(store, 'large', bytes);
    const small = await create(store, 'small', 'content');
    expect(small.checksum).to.equal(`etag:${createHash('md5').update('content').digest('hex')}`);
    expect((await store.stat('large'))?.checksum).to.match(/^etag:[0-9a-f]{32}-3$/);
    for (const { request } of server.log) {
      const isWrite = ['UploadPart', 'PutObject'].includes(s3Operation(request) ?? '');
      expect('content-md5' in request.headers).to.equal(isWrite);
      const newer = Object.keys(request.headers).filter((name) => /^x-amz-(sdk-)?checksum-(?!mode)/.test(name));
      expect(newer).to.deep.equal([]);
    }
  });

  it('asks for no more of a listing than the limit', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server));
    for (const name of ['a', 'b', 'c']) await create(store, name);
    const before = server.log.length;
    expect(await Array.fromAsync(store.list('', { limit: 0 }))).to.deep.equal([]);
    expect(server.log.length).to.equal(before);
    expect((await Array.fromAsync(store.list('', { limit: 2 }))).map(({ name }) => name)).to.deep.equal(['a', 'b']);
    expect(server.log.slice(before).map(({ request }) => request.query.get('max-keys'))).to.deep.equal(['2']);
  });

  it('keeps to its prefix', async () => {
    await using server = await awsServer();
    const [outer, inner] = [
      await openStore(optionsFor(server)),
      await openStore(optionsFor(server, { prefix: 'a/b/' })),
    ];
    await create(outer, 'a/bc');
    await create(inner, 'c');
    expect(await namesIn(inner)).to.deep.equal(['c']);
    expect(await namesIn(outer)).to.deep.equal(['a/b/c', 'a/bc']);
    expect(await errorOf(inner.stat('../bc'))).to.have.property('code', 'OBJECT_NAME_REFUSED');
  });

  it('counts the prefix where names are too long', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server, { prefix: `${'p'.repeat(23)}/` }));
    await create(store, 'x'.repeat(1_000));
    expect(await errorOf(create(store, 'x'.repeat(1_001)))).to.have.property('code', 'OBJECT_NAME_REFUSED');
    expect(await errorOf(create(store, '日'.repeat(334)))).to.have.property('code', 'OBJECT_NAME_REFUSED');
  });

  it('never deletes if told so', async () => {
    await using server = await awsServer();
    const store = await openStore(optionsFor(server, { appendOnly: true }));
    expect(store.remove).to.equal(undefined);
  });

  it('hides what it removes from a bucket with object lock, and keeps it', async () => {
    await using server = await awsServer({ buckets: [{ name: 'locked', objectLock: true }] });
    const store = await openStore(optionsFor(server, { bucket: 'locked' }));
    await create(store, 'a', 'first');
    await store.remove?.('a');
    expect(await namesIn(store)).to.deep.equal([]);
    await create(store, 'a', 'second');
    expect((await contentOf(store, 'a')).toString()).to.equal('second');
    expect(server.bucket('locked').hidden.map(({ pieces }) => String(pieces[0]))).to.deep.equal(['first']);
  });
});
