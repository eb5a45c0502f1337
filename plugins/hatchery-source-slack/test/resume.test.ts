import { faults, inMemory, MemoryStore, slackEntries, slackEntry, slackServer, sourceHarness } from '@hatchery/testkit';
import { expect } from 'chai';
import slack from '../src/index.ts';
import { firstWindow, ids, idsOf, landedIds, minutesLater, now, queries, second } from './support.ts';

describe('slack: going on after a break', () => {
  const entries = slackEntries(35, firstWindow);

  it('counts each entry once, also when a page that no entry of the ledger names comes out different', async () => {
    await using server = await slackServer({ entries });
    const store = new MemoryStore();
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }), {
      destination: inMemory(store),
    });
    store.crash({ at: 1, when: 'after' });
    await harness.run({ now });
    store.revive();
    const late = slackEntry(99, second(firstWindow.to) - 1);
    server.add(late);
    await harness.run({ now });
    expect(idsOf(await harness.committed())).to.deep.equal(ids([...entries, late]));
  });

  it('finishes the broken window at its page cursor, even much later, and then goes on', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
    server.inject(faults.status(404), { after: 2 });
    const failed = await harness.run({ now });
    expect(failed.report).to.include({ status: 'failed', objectCount: 2 });

    const { report } = await harness.run({ now: minutesLater(60) });
    expect(report).to.include({ status: 'completed', objectCount: 2 });
    const [, , third, fourth, fifth, sixth] = queries(server);
    expect(fourth).to.deep.equal(third);
    expect(fifth?.latest).to.equal(String(second(firstWindow.to) - 1));
    expect(sixth).to.deep.equal({
      oldest: String(second(firstWindow.to)),
      latest: String(second(minutesLater(58)) - 1),
      limit: '10',
    });
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
  });

  it('goes on by time when Slack has forgotten the cursor', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
    server.inject(faults.status(404), { after: 2 });
    await harness.run({ now });
    server.expireCursors();

    const { report, events } = await harness.run({ now });
    expect(report.status).to.equal('completed');
    expect(
      events.some((event) => event.type === 'log' && event.level === 'warn' && /no longer knows/.test(event.message)),
    ).to.equal(true);
    const landed = await landedIds(harness);
    expect([...new Set(landed)]).to.deep.equal(ids(entries));
    expect(landed.length - entries.length, 'entries of one second, taken again').to.be.at.most(1);
  });

  it('goes on by time when a cursor expires in the middle of a run', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
    server.inject(
      faults.observe(() => server.expireCursors()),
      { after: 2 },
    );
    const { report } = await harness.run({ now });
    expect(report.status).to.equal('completed');
    expect([...new Set(await landedIds(harness))]).to.deep.equal(ids(entries));
  });

  it('fails when maxPages does not suffice, keeps what it has, and ends after enough runs', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10, maxPages: 2 }));
    const first = await harness.run({ now });
    expect(first.report).to.include({ status: 'failed', objectCount: 2 });
    expect(first.report.error?.code).to.equal('PAGE_LIMIT');
    expect(first.report.coveredUntil).to.equal(undefined);
    const next = await harness.run({ now });
    expect(next.report).to.include({ status: 'completed', objectCount: 2 });
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
  });

  it('does not fail when maxPages just suffices', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10, maxPages: 4 }));
    const { report } = await harness.run({ now });
    expect(report.status).to.equal('completed');
  });
});
