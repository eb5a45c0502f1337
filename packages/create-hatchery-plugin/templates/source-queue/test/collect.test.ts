import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { faults, type SourceHarness, sourceHarness } from '@hatchery/testkit';
import source from '../src/index.ts';
import conformance from './conformance.ts';
import { type LocalService, localService, type QueuedMessage } from './local-service.ts';

// What is particular to this API; what holds for all sources is tested by the conformance suite.

const now = new Date('2026-03-01T12:00:00Z');

function message(id: string, ...events: readonly string[]): QueuedMessage {
  const files = events.map((event) => `{"id":"${event}"}\n`);
  return { id, sent: '2026-03-01T11:55:00Z', files };
}

async function start(test: TestContext, ...messages: readonly QueuedMessage[]): Promise<LocalService> {
  const service = await localService(messages);
  test.after(() => service.close());
  return service;
}

function harnessFor({ token, baseUrl }: LocalService): SourceHarness {
  return sourceHarness(source({ token, baseUrl, limit: 2 }));
}

async function landedIds(harness: SourceHarness): Promise<string[]> {
  return (await harness.landed()).flatMap(({ bytes }) => conformance.ids(bytes)).toSorted();
}

describe('collecting', () => {
  it('gives each file of a message a name of its own', async (test) => {
    const service = await start(test, message('one', 'a', 'b', 'c'), message('two', 'd'));
    const harness = harnessFor(service);
    await harness.run({ now });
    assert.deepEqual(await landedIds(harness), ['a', 'b', 'c', 'd']);
    assert.deepEqual(service.waiting, []);
  });

  it('acknowledges a message only once all of its files have landed', async (test) => {
    const service = await start(test, message('one', 'a', 'b'));
    const harness = harnessFor(service);
    service.inject(faults.status(403), { when: ({ path }) => path.endsWith('/one/1') });
    const { report } = await harness.run({ now });
    assert.equal(report.status, 'failed');
    assert.equal(service.waiting.length, 1);
    await harness.run({ now });
    assert.deepEqual(await landedIds(harness), ['a', 'b']);
    assert.deepEqual(service.waiting, []);
  });

  it('lands a message once that comes again because the answer to its acknowledgement was lost', async (test) => {
    const service = await start(test, message('one', 'a'));
    const harness = harnessFor(service);
    service.inject(faults.reset('body'), { when: ({ method }) => method === 'DELETE' });
    const { report } = await harness.run({ now });
    assert.equal(report.status, 'completed', String(report.error));
    assert.deepEqual(await landedIds(harness), ['a']);
  });

  it('does not acknowledge a file whose bytes are not those of its checksum', async (test) => {
    const service = await start(test, message('one', 'a'));
    const harness = harnessFor(service);
    service.inject(
      faults.rewrite((reply) => ({ ...reply, body: '{"id":"altered"}\n' })),
      { when: ({ path }) => path.includes('/files/') },
    );
    const { report } = await harness.run({ now });
    assert.equal(report.error?.code, 'SOURCE_FAILED');
    assert.equal(service.waiting.length, 1);
  });

  it('ends although the queue goes on filling', async (test) => {
    const service = await start(test, message('one', 'a'));
    const fill = faults.observe(() => {
      service.add({ ...message(`more-${service.log.length}`, `x-${service.log.length}`), sent: now.toISOString() });
    });
    service.inject(fill, { when: ({ path }) => path.endsWith('/receive'), times: 50 });
    const { report } = await harnessFor(service).run({ now });
    assert.equal(report.status, 'completed');
    assert.ok(service.log.length < 20);
  });
});
