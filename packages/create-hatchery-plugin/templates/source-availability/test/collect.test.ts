import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { faults, type SourceHarness, sourceHarness } from '@hatchery/testkit';
import source from '../src/index.ts';
import conformance from './conformance.ts';
import { type AuditBlob, type LocalService, localService } from './local-service.ts';

// What is particular to this API; what holds for all sources is tested by the conformance suite.

const now = new Date('2026-03-01T12:00:00Z');

function blob(id: string, minute: number): AuditBlob {
  const available = new Date(now.getTime() + minute * 60_000).toISOString();
  return { id, available, events: [{ id: `event of ${id}`, time: available }] };
}

async function start(test: TestContext, ...blobs: readonly AuditBlob[]): Promise<LocalService> {
  const service = await localService(blobs);
  test.after(() => service.close());
  return service;
}

function harnessFor({ token, baseUrl }: LocalService, stream = {}): SourceHarness {
  return sourceHarness(source({ token, baseUrl, limit: 2 }), { stream });
}

async function landedIds(harness: SourceHarness): Promise<string[]> {
  return (await harness.landed()).flatMap(({ bytes }) => conformance.ids(bytes));
}

describe('collecting', () => {
  it('lands events that are far older than the time when they became available', async (test) => {
    const old = { ...blob('late', -5), events: [{ id: 'old', time: '2026-02-27T08:00:00Z' }] };
    const harness = harnessFor(await start(test, old));
    await harness.run({ now });
    assert.deepEqual(await landedIds(harness), ['old']);
  });

  it('names objects after blobs', async (test) => {
    const harness = harnessFor(await start(test, blob('first', -5), blob('second', -5)));
    await harness.run({ now });
    const names = (await harness.landed()).map(({ name }) => name);
    assert.equal(names.length, 2);
    assert.ok(
      names.every((name) => /first|second/.test(name)),
      names.join(),
    );
  });

  it('asks for no more than 24 hours at once', async (test) => {
    const service = await start(test, blob('old', -3 * 24 * 60), blob('new', -5));
    const harness = harnessFor(service, { lookback: 4 * 24 * 3_600_000 });
    const { report } = await harness.run({ now });
    assert.equal(report.status, 'completed', String(report.error));
    assert.deepEqual(await landedIds(harness), ['event of old', 'event of new']);
  });

  it('sends its token to no other host', async (test) => {
    const service = await start(test, blob('first', -5));
    const elsewhere = await start(test);
    const harness = harnessFor(service);
    service.inject(
      faults.rewrite((reply) => ({ ...reply, body: String(reply.body).replaceAll(service.url, elsewhere.url) })),
    );
    const { report } = await harness.run({ now });
    assert.equal(report.error?.code, 'ORIGIN_REFUSED');
    assert.equal(elsewhere.log.length, 0);
  });
});
