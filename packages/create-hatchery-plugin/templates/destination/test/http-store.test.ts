import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import destination from '../src/index.ts';
import { type LocalService, localService } from './local-service.ts';

// What is particular to this service; what holds for all destinations is tested by the conformance suite.

async function start(test: TestContext): Promise<{ service: LocalService; store: ObjectStore }> {
  const service = await localService();
  test.after(() => service.close());
  const { bucket, token, baseUrl } = service;
  const { definition } = destination;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const config = definition.config.parse({ bucket, token, baseUrl });
  const store = await definition.open({ config, directory: '.', log });
  test.after(() => store.close?.());
  return { service, store };
}

function put(store: ObjectStore, name: string): Promise<StoredObject> {
  const { signal } = new AbortController();
  return store.create(name, Readable.from([Buffer.from('content')]), { contentType: 'text/plain', signal });
}

describe('the store', () => {
  for (const status of [408, 429, 500, 503]) {
    it(`says that ${status} may pass, so that hatchery tries again`, async (test) => {
      const { service, store } = await start(test);
      service.refuseNext(status);
      await assert.rejects(put(store, 'name'), (error) => HatcheryError.is(error) && error.transient);
      await put(store, 'name');
    });
  }

  it('says that a refused token does not pass', async (test) => {
    const { service, store } = await start(test);
    service.refuseNext(403);
    await assert.rejects(put(store, 'name'), (error) => HatcheryError.is(error) && !error.transient);
  });

  it('asks for as much of a list as is wanted', async (test) => {
    const { service, store } = await start(test);
    for (const name of ['a', 'b', 'c']) await put(store, name);
    const before = service.log.length;
    const names: string[] = [];
    for await (const { name } of store.list('', { limit: 1 })) names.push(name);
    assert.deepEqual(names, ['a']);
    assert.equal(service.log.length - before, 1);
  });
});
