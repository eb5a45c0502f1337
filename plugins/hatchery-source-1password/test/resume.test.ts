import {
  faults,
  inMemory,
  MemoryStore,
  type OnePasswordFeed,
  onePasswordItem,
  onePasswordItems,
  onePasswordServer,
  sourceHarness,
} from '@hatchery/testkit';
import { expect } from 'chai';
import onePassword from '../src/index.ts';
import { bodies, firstWindow, landedUuids, minutesLater, now, paths, uuids, uuidsOf } from './support.ts';

const items = {
  auditevents: onePasswordItems('auditevents', 25, firstWindow),
  itemusages: onePasswordItems('itemusages', 12, firstWindow),
};
const all = [...items.auditevents, ...items.itemusages];

describe('1password: going on after a break', () => {
  it('counts each event once, also when a page that no entry of the ledger names comes out different', async () => {
    await using server = await onePasswordServer({ items });
    const store = new MemoryStore();
    const source = onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['itemusages'], limit: 50 });
    const harness = sourceHarness(source, { destination: inMemory(store) });
    store.crash({ at: 1, when: 'after' });
    await harness.run({ now });
    store.revive();
    const fresh = onePasswordItem('itemusages', 99, minutesLater(1));
    server.add('itemusages', fresh);
    await harness.run({ now: minutesLater(2) });
    expect(uuidsOf(await harness.committed())).to.deep.equal(uuids([...items.itemusages, fresh]));
  });

  it('begins again a little earlier when 1Password has forgotten the cursor, and loses nothing', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
    );
    await harness.run({ now });
    server.expireCursors();
    const missed = onePasswordItem('auditevents', 800, minutesLater(60));
    server.add('auditevents', missed);

    const { report, events } = await harness.run({ now: minutesLater(120) });
    expect(report.status, String(report.error)).to.equal('completed');
    expect(
      events.some((event) => event.type === 'log' && event.level === 'warn' && /no longer knows/.test(event.message)),
    ).to.equal(true);
    const latest = Date.parse(items.auditevents.at(-1)?.timestamp ?? '');
    const resets = bodies(server).filter((body) => !('cursor' in body));
    expect(resets[1]).to.deep.equal({ limit: 10, start_time: new Date(latest - 600_000).toISOString() });
    expect([...new Set(await landedUuids(harness))]).to.deep.equal(uuids([...items.auditevents, missed]));

    const quiet = await harness.run({ now: minutesLater(130) });
    expect(quiet.report).to.include({ status: 'completed', objectCount: 0, requests: 1 });
  });

  it('begins again inside the window asked for, when the cursor is forgotten there', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 2 }),
    );
    const window = { from: new Date('2026-03-01T11:52:00Z'), to: new Date('2026-03-01T11:56:00Z') };
    server.inject(
      faults.observe(() => server.expireCursors()),
      { after: 2 },
    );
    const { report } = await harness.run({ now, windows: [window] });
    expect(report.status).to.equal('completed');
    const edge = { start_time: window.from.toISOString(), end_time: window.to.toISOString() };
    for (const body of bodies(server).filter((one) => !('cursor' in one))) expect(body).to.include(edge);
    const wanted = items.auditevents.filter(
      ({ timestamp }) => timestamp >= '2026-03-01T11:52:00' && timestamp < '2026-03-01T11:56:00',
    );
    expect([...new Set(await landedUuids(harness))]).to.deep.equal(uuids(wanted));
  });

  it('fails when maxPages does not suffice for a feed, but reads the others, and ends after enough runs', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, limit: 10, maxPages: 2 }),
    );
    const first = await harness.run({ now });
    expect(first.report).to.include({ status: 'failed', objectCount: 4 });
    expect(first.report.error?.code).to.equal('PAGE_LIMIT');
    const second = await harness.run({ now });
    expect(second.report).to.include({ status: 'completed', objectCount: 1 });
    expect(await landedUuids(harness)).to.deep.equal(uuids(all));
  });

  it('reads the other feeds when one is refused, and fails', async () => {
    await using server = await onePasswordServer({ items, features: ['itemusages'] });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents', 'itemusages'] }),
    );
    const { report } = await harness.run({ now });
    expect(report.status).to.equal('failed');
    expect(report.error?.code).to.equal('UNAUTHORIZED');
    expect(report.error?.message).to.include('auditevents');
    expect(await landedUuids(harness)).to.deep.equal(uuids(items.itemusages));
  });

  it('does not leave out in silence a feed that the token may no longer read', async () => {
    const features: OnePasswordFeed[] = ['auditevents', 'itemusages'];
    await using server = await onePasswordServer({ items, features });
    const harness = sourceHarness(onePassword({ token: server.token, baseUrl: server.baseUrl }));
    await harness.run({ now });
    features.shift();
    const { report } = await harness.run({ now: minutesLater(10) });
    expect(report.status).to.equal('failed');
    expect(report.error?.code).to.equal('UNAUTHORIZED');
    expect(paths(server).slice(-2)).to.deep.equal(['/api/v2/auditevents', '/api/v2/itemusages']);
  });
});
