import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { faults, type SourceHarness, sourceHarness } from '@hatchery/testkit';
import source from '../src/index.ts';
import conformance from './conformance.ts';
import { type AuditEvent, type LocalService, localService } from './local-service.ts';

// What is particular to this API; what holds for all sources is tested by the conformance suite.

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:10:00Z');

function event(id: string, minute: number): AuditEvent {
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
  it('goes on at the cursor of an empty page', async (test) => {
    const service = await start(test);
    const harness = harnessFor(service);
    await harness.run({ now });
    service.add(event('late', -60));
    await harness.run({ now: later });
    const hasCursor = service.log.map(({ request }) => request.query.has('cursor'));
    assert.deepEqual(hasCursor, [false, true]);
    assert.deepEqual(await landedIds(harness), ['late']);
  });

  it('goes on behind pages on which it may see nothing, and lands none of them', async (test) => {
    const hidden = [1, 2, 3, 4].map((n) => ({ ...event(`hidden-${n}`, -5), hidden: true }));
    const service = await start(test, ...hidden, event('seen', -4));
    const harness = harnessFor(service);
    const { report } = await harness.run({ now });
    assert.equal(report.objectCount, 1);
    assert.deepEqual(await landedIds(harness), ['seen']);
  });

  it('begins again by time when the service has forgotten the cursor, and loses nothing', async (test) => {
    const service = await start(test, event('first', -5));
    const harness = harnessFor(service);
    await harness.run({ now });
    service.expireCursors();
    service.add(event('second', 5));
    const { report, events } = await harness.run({ now: later });
    assert.equal(report.status, 'completed');
    assert.deepEqual(await landedIds(harness), ['first', 'second']);
    assert.ok(events.some((one) => one.type === 'log' && one.level === 'warn'));
  });

  it('takes an answer that it does not understand for an error, and never for the end', async (test) => {
    const service = await start(test, event('first', -5));
    const harness = harnessFor(service);
    service.inject(faults.rewrite((reply) => ({ ...reply, body: '{"events":[]}' })));
    const { report } = await harness.run({ now });
    assert.equal(report.error?.code, 'HTTP_BODY');
    await harness.run({ now });
    assert.deepEqual(await landedIds(harness), ['first']);
  });
});
