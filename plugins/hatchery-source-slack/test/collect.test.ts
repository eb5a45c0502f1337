import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slackEntries, slackEntry, slackServer, sourceHarness } from '@hatchery/testkit';
import { expect } from 'chai';
import file from 'hatchery-dest-file';
import slack from '../src/index.ts';
import { firstWindow, ids, idsOf, landedIds, minutesLater, now, queries, second } from './support.ts';

describe('slack: collecting', () => {
  it('lands every entry once, in the bytes that Slack sent', async () => {
    const entries = slackEntries(250, firstWindow);
    await using server = await slackServer({ entries });
    const folder = await mkdtemp(join(tmpdir(), 'slack-'));
    try {
      const destination = file({ path: folder });
      const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 60 }), {
        destination,
      });
      const { report } = await harness.run({ now });

      expect(report.status).to.equal('completed');
      expect(report.coveredUntil).to.equal(firstWindow.to.toISOString());
      const landed = await harness.landed();
      expect(idsOf(landed)).to.deep.equal(ids(entries));
      const sent = server.log.map(({ reply }) => sha256(reply?.bytes ?? new Uint8Array()));
      expect(landed.map(({ bytes }) => sha256(bytes)).sort()).to.deep.equal(sent.sort());
      expect(landed[0]?.bytes.toString()).to.include('https:\\/\\/');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('repeats its filters with every page, as the cursor forgets them', async () => {
    const ancient = slackEntries(50, { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-01-01T01:00:00Z') });
    const recent = slackEntries(40, firstWindow);
    await using server = await slackServer({ entries: [...ancient, ...recent] });
    const filters = { action: ['user_login', 'workspace_created'], actor: 'W00000002', entity: 'W00000002' };
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 1, ...filters }));
    await harness.run({ now });

    const wanted = recent.filter(
      (entry) => filters.action.includes(entry.action) && entry.actor.user.id === filters.actor,
    );
    expect(wanted).to.have.length.greaterThan(2);
    expect(await landedIds(harness)).to.deep.equal(ids(wanted));
    for (const query of queries(server)) {
      expect(query).to.include({
        oldest: String(second(firstWindow.from)),
        latest: String(second(firstWindow.to) - 1),
        limit: '1',
        action: 'user_login,workspace_created',
        actor: 'W00000002',
        entity: 'W00000002',
      });
    }
  });

  it('takes a page with more entries of one second than the limit', async () => {
    const at = second(firstWindow.from) + 60;
    const entries = [...Array(25).keys()].map((n) => slackEntry(n, n < 20 ? at : at + n));
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 7 }));
    await harness.run({ now });
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
    expect((await harness.landed()).map(({ bytes }) => JSON.parse(bytes.toString()).entries.length)).to.deep.equal([
      25,
    ]);
  });

  for (const lastPage of ['empty', 'absent'] as const) {
    it(`ends at a last page whose cursor is ${lastPage}`, async () => {
      await using server = await slackServer({ entries: slackEntries(20, firstWindow), lastPage });
      const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'completed', objectCount: 2, requests: 2 });
    });
  }

  it('covers an empty window without landing anything', async () => {
    await using server = await slackServer();
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl }));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 0, coveredUntil: firstWindow.to.toISOString() });
  });

  it('collects the duration in its first run, and without a gap from then on', async () => {
    const hour = { from: new Date('2026-03-01T10:58:00Z'), to: new Date('2026-03-01T11:58:00Z') };
    const entries = slackEntries(120, { from: hour.from, to: minutesLater(180) });
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, duration: '1h' }));
    await harness.run({ now });
    expect(queries(server)[0]).to.include({ oldest: String(second(hour.from)), latest: String(second(hour.to) - 1) });
    await harness.run({ now: minutesLater(182) });
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
  });

  it('begins also with a duration shorter than the time that entries take to settle', async () => {
    const entries = slackEntries(5, { from: new Date('2026-03-01T11:57:30Z'), to: firstWindow.to });
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, duration: '30s' }));
    await harness.run({ now });
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
  });

  it('collects exactly the window asked for, once', async () => {
    const entries = slackEntries(60, { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-02-01T01:00:00Z') });
    const window = { from: new Date('2026-02-01T00:10:00Z'), to: new Date('2026-02-01T00:20:00Z') };
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 4 }));
    await harness.run({ now, windows: [window] });
    await harness.run({ now, windows: [window] });
    expect(await landedIds(harness)).to.deep.equal(ids(entries.slice(10, 20)));
  });

  it('collects entries that show up while they settle, while it runs, and within the overlap', async () => {
    await using server = await slackServer({ entries: slackEntries(20, firstWindow) });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 5 }), {
      stream: { overlap: 60_000 },
    });
    await harness.run({ now });
    const settling = slackEntry(100, second(firstWindow.to) + 30);
    const overlapped = slackEntry(101, second(firstWindow.to) - 30);
    server.add(settling, overlapped);
    await harness.run({ now: minutesLater(3) });
    expect(await landedIds(harness)).to.include.members([settling.id, overlapped.id]);
  });

  it('collects 30,000 entries in pages of 9,999', async () => {
    const entries = slackEntries(30_000, firstWindow);
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 9999 }));
    const { report } = await harness.run({ now });
    expect(report.status).to.equal('completed');
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
