import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type SourceHarness, sourceHarness } from '@hatchery/testkit';
import source from '../src/index.ts';
import conformance from './conformance.ts';
import { type AuditEvent, type LocalService, localService } from './local-service.ts';

// What is particular to this API; what holds for all sources is tested by the conformance suite.

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:10:00Z');

function event(id: bigint, minute: number): AuditEvent {
  return { id, time: new Date(now.getTime() + minute * 60_000).toISOString(), action: 'user.login' };
}

async function start(test: TestContext, ...events: readonly AuditEvent[]): Promise<LocalService> {
  const service = await localService(events);
  test.after(() => service.close());
  return service;
}

function harnessFor({ token, baseUrl }: LocalService): SourceHarness {
  return sourceHarness(source({ token, baseUrl, limit: 2 }));
}

async function landedIds(harness: SourceHarness): Promise<string[]> {
  return (await harness.landed()).flatMap(({ bytes }) => conformance.ids(bytes));
}

describe('collecting', () => {
  it('goes on between two events of one moment whose ids a number would take for one', async (test) => {
    const ids = [9_007_199_254_740_992n, 9_007_199_254_740_993n, 9_007_199_254_740_994n];
    const service = await start(test, ...ids.map((id) => event(id, -5)));
    const harness = harnessFor(service);
    await harness.run({ now });
    assert.deepEqual(await landedIds(harness), ids.map(String));
    const asked = service.log.map(({ request }) => request.query.get('after_id'));
    assert.deepEqual(asked, [null, '9007199254740993', '9007199254740994']);
  });

  it('leaves the newest two minutes until all of them have shown up', async (test) => {
    const service = await start(test, event(2n, -1));
    const harness = harnessFor(service);
    await harness.run({ now });
    assert.deepEqual(await landedIds(harness), []);
    service.add(event(1n, -1.5));
    await harness.run({ now: later });
    assert.deepEqual(await landedIds(harness), ['1', '2']);
  });

  it('keeps its place over runs that find nothing', async (test) => {
    const service = await start(test, event(1n, -5));
    const harness = harnessFor(service);
    await harness.run({ now });
    await harness.run({ now: later });
    assert.equal(service.log.at(-1)?.request.query.get('after_id'), '1');
    assert.equal(service.log.at(-1)?.request.query.get('until'), '2026-03-01T12:08:00.000Z');
  });
});
