import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type AwsServer, awsFaults, awsServer, type Fault, faults, s3Operation } from '@hatchery/testkit';
import type { ObjectStore } from '@hatchery/core';
import { expect } from 'chai';
import { bytesOf, contentOf, create, errorOf, MiB, namesIn } from './fixtures/created.ts';
import { openStore, optionsFor } from './fixtures/open-store.ts';

const large = bytesOf(11 * MiB);
const small = bytesOf(1_000);

function is(operation: string) {
  return (request: Parameters<typeof s3Operation>[0]): boolean => s3Operation(request) === operation;
}

async function withStore(test: (server: AwsServer, store: ObjectStore) => Promise<void>): Promise<void> {
  await using server = await awsServer();
  const store = await openStore(optionsFor(server));
  await test(server, store);
  await store.close?.();
}

/** The parts that nobody completed or aborted. */
function leftParts(server: AwsServer): number {
  return [...server.bucket('example-logs').uploads.values()].reduce((sum, { parts }) => sum + parts.size, 0);
}

const passing: Record<string, Fault> = {
  'a 503 SlowDown': awsFaults.refuse('SlowDown'),
  'a 500 InternalError': awsFaults.refuse('InternalError'),
  'a 503 without a body': faults.status(503, { body: '' }),
  'a web page of a proxy with 502': faults.html(502),
  'a RequestTimeout': awsFaults.refuse('RequestTimeout'),
  'a connection cut before the body': faults.reset('before'),
  'a connection cut in the body': awsFaults.resetInBody(1),
  'a lost answer': awsFaults.lostAnswer(),
  'an answer cut in its middle': faults.reset('body'),
  'a late answer': faults.delay(50),
};

describe('hatchery-dest-s3 and a network that fails', () => {
  for (const operation of ['PutObject', 'CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload']) {
    const bytes = operation === 'PutObject' ? small : large;
    for (const [what, fault] of Object.entries(passing)) {
      it(`survives ${what} at ${operation}`, () =>
        withStore(async (server, store) => {
          server.inject(fault, { when: is(operation), times: 2 });
          const created = await create(store, 'a', bytes);
          expect(created.size).to.equal(bytes.length);
          expect((await store.stat('a'))?.checksum).to.equal(created.checksum);
          expect((await contentOf(store, 'a')).equals(bytes)).to.equal(true);
          expect(await namesIn(store)).to.deep.equal(['a']);
          expect(leftParts(server)).to.equal(0);
        }));
    }
  }

  it('survives an error that comes with a 200 when an upload is completed', () =>
    withStore(async (server, store) => {
      server.inject(awsFaults.refuseLate('InternalError'), { when: is('CompleteMultipartUpload'), times: 2 });
      await create(store, 'a', large);
      expect((await contentOf(store, 'a')).equals(large)).to.equal(true);
    }));

  for (const [operation, bytes] of [
    ['PutObject', small],
    ['CompleteMultipartUpload', large],
  ] as const) {
    it(`knows its own object when every answer to ${operation} is lost`, () =>
      withStore(async (server, store) => {
        server.inject(awsFaults.lostAnswer(), { when: is(operation), times: 99 });
        const created = await create(store, 'a', bytes);
        expect(created).to.deep.include({ name: 'a', size: bytes.length });
        expect(created.checksum).to.match(/^crc32:/);
        expect(server.bucket('example-logs').uploads.size).to.equal(0);
      }));

    it(`takes an equal object of somebody else's for what it is when answers to ${operation} are lost`, () =>
      withStore(async (server, store) => {
        const other = await openStore(optionsFor(server));
        await create(other, 'a', bytes);
        server.inject(awsFaults.lostAnswer(), { when: is(operation), times: 2 });
        expect(await errorOf(create(store, 'a', bytes))).to.have.property('code', 'OBJECT_EXISTS');
        expect(leftParts(server)).to.equal(0);
      }));

    it(`leaves nothing, and may be tried again, when ${operation} never comes through`, () =>
      withStore(async (server, store) => {
        server.inject(faults.reset('before'), { when: is(operation), times: 99 });
        const error = await errorOf(create(store, 'a', bytes));
        expect(error).to.include({ code: 'DESTINATION_FAILED', transient: true });
        expect(await namesIn(store)).to.deep.equal([]);
        expect(server.bucket('example-logs').uploads.size).to.equal(0);
        server.heal();
        await create(store, 'a', bytes);
        expect((await contentOf(store, 'a')).equals(bytes)).to.equal(true);
      }));

    it(`tries again when ${operation} is refused as somebody else's is under way, and wins if that one fails`, () =>
      withStore(async (server, store) => {
        server.inject(awsFaults.refuse('ConditionalRequestConflict'), { when: is(operation), times: 3 });
        await create(store, 'a', bytes);
        expect((await contentOf(store, 'a')).equals(bytes)).to.equal(true);
      }));
  }

  it('leaves no parts when one part never comes through', () =>
    withStore(async (server, store) => {
      const isSecond = (request: Parameters<typeof s3Operation>[0]): boolean => request.query.get('partNumber') === '2';
      server.inject(awsFaults.refuse('InternalError'), { when: isSecond, times: 99 });
      const error = await errorOf(create(store, 'a', large));
      expect(error).to.include({ code: 'DESTINATION_FAILED', transient: true });
      expect(server.bucket('example-logs').uploads.size).to.equal(0);
      expect(await namesIn(store)).to.deep.equal([]);
    }));

  it('leaves no parts when the name is taken meanwhile', () =>
    withStore(async (server, store) => {
      await create(store, 'a', 'first');
      expect(await errorOf(create(store, 'a', large))).to.have.property('code', 'OBJECT_EXISTS');
      expect(server.bucket('example-logs').uploads.size).to.equal(0);
      expect((await contentOf(store, 'a')).toString()).to.equal('first');
    }));

  it('says so when the store loses the upload, as another try may succeed', () =>
    withStore(async (server, store) => {
      server.inject(
        async (exchange) => {
          server.bucket('example-logs').uploads.clear();
          await exchange.send(await exchange.answer());
        },
        { when: is('CompleteMultipartUpload') },
      );
      const error = await errorOf(create(store, 'a', large));
      expect(error).to.include({ code: 'DESTINATION_FAILED', transient: true });
      expect(error.message).to.include('no longer knows the upload');
    }));

  for (const size of [0, 100, 6 * MiB, 11 * MiB]) {
    it(`leaves no parts and no object when it is aborted after ${size} bytes`, () =>
      withStore(async (server, store) => {
        const controller = new AbortController();
        async function* body(): AsyncGenerator<Buffer> {
          for (let at = 0; at < size; at += 65_536) yield large.subarray(at, Math.min(at + 65_536, size));
          await setImmediate();
          controller.abort();
          await new Promise(() => {});
        }
        const creating = store.create('a', Readable.from(body()), {
          contentType: 'text/plain',
          signal: controller.signal,
        });
        expect(await errorOf(creating)).to.have.property('code', 'CANCELLED');
        expect(server.bucket('example-logs').uploads.size).to.equal(0);
        expect(await namesIn(store)).to.deep.equal([]);
      }));
  }

  it('leaves no parts when it is aborted while parts are on their way', () =>
    withStore(async (server, store) => {
      const controller = new AbortController();
      server.inject(
        async (exchange) => {
          controller.abort();
          await exchange.send(await exchange.answer());
        },
        { when: is('UploadPart') },
      );
      const error = await errorOf(create(store, 'a', large, { signal: controller.signal }));
      expect(error).to.have.property('code', 'CANCELLED');
      expect(server.bucket('example-logs').uploads.size).to.equal(0);
    }));

  it('does not cut the last request when aborted, and tells what became of it', () =>
    withStore(async (server, store) => {
      const controller = new AbortController();
      server.inject(
        async (exchange) => {
          controller.abort();
          await setImmediate();
          await exchange.send(await exchange.answer());
        },
        { when: is('PutObject') },
      );
      const created = await create(store, 'a', small, { signal: controller.signal });
      expect(created.size).to.equal(small.length);
      expect(await namesIn(store)).to.deep.equal(['a']);
    }));

  it('fails with an error that may be tried again when an object is cut while it is read', () =>
    withStore(async (server, store) => {
      await create(store, 'a', large);
      for (const fault of [faults.reset('body'), faults.truncate()]) {
        server.inject(fault, { when: is('GetObject') });
        expect(await errorOf(contentOf(store, 'a'))).to.include({ code: 'DESTINATION_FAILED', transient: true });
      }
      expect((await contentOf(store, 'a')).equals(large)).to.equal(true);
    }));

  it('refuses bytes that changed on their way, for a put and for a part', () =>
    withStore(async (server, store) => {
      const spoil: Fault = async (exchange) => {
        exchange.request.headers['x-amz-checksum-crc32'] = 'AAAAAA==';
        const reply = await exchange.answer();
        await exchange.send(reply);
      };
      for (const bytes of [small, large]) {
        server.inject(spoil, { when: is(bytes === small ? 'PutObject' : 'UploadPart'), times: 99 });
        const error = await errorOf(create(store, 'a', bytes));
        expect(error).to.have.property('code', 'DESTINATION_FAILED');
        server.heal();
      }
      expect(await namesIn(store)).to.deep.equal([]);
      expect(server.bucket('example-logs').uploads.size).to.equal(0);
    }));
});
