import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { faults, type SourceHarness, sourceHarness } from '@hatchery/testkit';
import source from '../src/index.ts';
import conformance from './conformance.ts';
import { type AuditEntry, type LocalService, localService } from './local-service.ts';

// What is particular to this API; what holds for all sources is tested by the conformance suite.

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:10:00Z');

function entry(id: string, minute: number): AuditEntry {
  return { id, created: now.getTime() / 1000 + minute * 60, action: 'user.login' };
}

async function start(test: TestContext, ...entries: readonly AuditEntry[]): Promise<LocalService> {
  const service = await localService(entries);
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
  it('says the filters with every page, as the cursor forgets them', async (test) => {
    const entries = [-7, -6, -5, -4, -3].map((minute) => entry(`at${minute}`, minute));
    const service = await start(test, entry('of an older window', -600), ...entries);
    const harness = harnessFor(service);
    await harness.run({ now });
    assert.deepEqual((await landedIds(harness)).toSorted(), ['at-3', 'at-4', 'at-5', 'at-6', 'at-7']);
    const spans = service.log.map(({ request: { query } }) => [query.get('oldest'), query.get('latest')]);
    assert.equal(spans.length, 3);
    assert.equal(new Set(spans.map(String)).size, 1);
  });

  it('goes on behind an empty page that has a next one', async (test) => {
    const hidden = [1, 2, 3, 4].map((n) => ({ ...entry(`hidden-${n}`, -5), hidden: true }));
    const service = await start(test, ...hidden, entry('seen', -6));
    const harness = harnessFor(service);
    const { report } = await harness.run({ now });
    assert.equal(report.objectCount, 1);
    assert.deepEqual(await landedIds(harness), ['seen']);
  });

  it('leaves the newest two minutes for the next run', async (test) => {
    const service = await start(test);
    const harness = harnessFor(service);
    await harness.run({ now });
    service.add(entry('showed up late', -1));
    await harness.run({ now: later });
    assert.deepEqual(await landedIds(harness), ['showed up late']);
  });

  it('collects a window again when the service has forgotten the cursor of one that was broken off', async (test) => {
    const service = await start(test, ...[1, 2, 3, 4, 5].map((n) => entry(`entry-${n}`, -5 - n)));
    const harness = harnessFor(service);
    service.inject(faults.status(400), { after: 1 });
    assert.equal((await harness.run({ now })).report.status, 'failed');
    service.expireCursors();
    const { report, events } = await harness.run({ now: later });
    assert.equal(report.status, 'completed');
    assert.equal(new Set(await landedIds(harness)).size, 5);
    assert.ok(events.some((event) => event.type === 'log' && event.level === 'warn'));
  });
});
