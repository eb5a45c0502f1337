import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type OnePasswordFeed,
  onePasswordFeeds,
  onePasswordItem,
  onePasswordItems,
  onePasswordServer,
  sourceHarness,
} from '@hatchery/testkit';
import { expect } from 'chai';
import file from 'hatchery-dest-file';
import onePassword from '../src/index.ts';
import { bodies, firstWindow, landedUuids, minutesLater, now, paths, uuids } from './support.ts';

const items = {
  auditevents: onePasswordItems('auditevents', 25, firstWindow),
  itemusages: onePasswordItems('itemusages', 12, firstWindow),
  signinattempts: onePasswordItems('signinattempts', 31, firstWindow),
};
const all = [...items.auditevents, ...items.itemusages, ...items.signinattempts];

describe('1password: collecting', () => {
  it('lands every event of every feed once, in the bytes that 1Password sent', async () => {
    await using server = await onePasswordServer({ items });
    const folder = await mkdtemp(join(tmpdir(), '1password-'));
    try {
      const destination = file({ path: folder });
      const harness = sourceHarness(onePassword({ token: server.token, baseUrl: server.baseUrl, limit: 10 }), {
        destination,
      });
      const { report } = await harness.run({ now });

      expect(report.status, String(report.error)).to.equal('completed');
      expect(await landedUuids(harness)).to.deep.equal(uuids(all));
      const landed = await harness.landed();
      const sent = server.log.map(({ reply }) => Buffer.from(reply?.bytes ?? []).toString());
      for (const { name, bytes } of landed) expect(sent, name).to.include(bytes.toString());
      for (const feed of onePasswordFeeds) {
        const ofFeed = landed.filter(({ name }) => name.split('/')[0] === feed);
        expect(
          ofFeed.flatMap(({ bytes }) => JSON.parse(bytes.toString()).items),
          feed,
        ).to.have.length(items[feed].length);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('keeps its cursors from run to run, also after empty pages', async () => {
    await using server = await onePasswordServer({ items: { auditevents: items.auditevents } });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
    );
    await harness.run({ now });
    for (const minutes of [10, 20]) {
      const { report } = await harness.run({ now: minutesLater(minutes) });
      expect(report).to.include({
        status: 'completed',
        objectCount: 0,
        requests: 1,
        coveredUntil: minutesLater(minutes).toISOString(),
      });
    }
    server.add('auditevents', onePasswordItem('auditevents', 500, minutesLater(21)));
    const { report } = await harness.run({ now: minutesLater(30) });
    expect(report).to.include({ status: 'completed', objectCount: 1 });
    expect(
      bodies(server).filter((body) => !('cursor' in body)),
      'resets',
    ).to.have.length(1);
    expect(await landedUuids(harness)).to.have.length(26);
  });

  it('collects what is stored late, whatever its timestamp', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'] }),
    );
    await harness.run({ now });
    const late = onePasswordItem('auditevents', 700, new Date('2026-03-01T11:51:00Z'));
    server.add('auditevents', late);
    await harness.run({ now: minutesLater(10) });
    expect(await landedUuids(harness)).to.deep.equal(uuids([...items.auditevents, late]));
  });

  it('sends a reset or a cursor, never both, and the limit only once', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 7 }),
    );
    await harness.run({ now });
    const [first, ...others] = bodies(server);
    expect(first).to.deep.equal({ limit: 7, start_time: firstWindow.from.toISOString() });
    expect(others).to.have.length(3);
    for (const body of others) expect(Object.keys(body)).to.deep.equal(['cursor']);
  });

  it('goes on after has_more came with a page that is empty', async () => {
    const events = onePasswordItems('auditevents', 20, firstWindow);
    await using server = await onePasswordServer({ items: { auditevents: events } });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
    );
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 2, requests: 3 });
  });

  it("keeps apart what differs by less than a millisecond, across a page's end", async () => {
    const at = new Date('2026-03-01T11:55:00.123Z');
    const events = ['456001', '456002', '456002', '456003'].map((digits, n) =>
      onePasswordItem('auditevents', n, at, digits),
    );
    await using server = await onePasswordServer({ items: { auditevents: events } });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 2 }),
    );
    await harness.run({ now });
    expect(await landedUuids(harness)).to.deep.equal(uuids(events));
    expect((await harness.landed())[0]?.bytes.toString()).to.include('.123456001Z');
  });

  it('collects exactly the window asked for, once, and leaves the cursor of the daily runs alone', async () => {
    await using server = await onePasswordServer({ items });
    const window = { from: new Date('2026-03-01T11:52:00Z'), to: new Date('2026-03-01T11:56:00Z') };
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 3 }),
    );
    await harness.run({ now, windows: [window] });
    await harness.run({ now, windows: [window] });
    const wanted = items.auditevents.filter(
      ({ timestamp }) => timestamp >= '2026-03-01T11:52:00' && timestamp < '2026-03-01T11:56:00',
    );
    expect(wanted).to.have.length(10);
    expect(await landedUuids(harness)).to.deep.equal(uuids(wanted));
    expect(bodies(server)[0]).to.deep.equal({
      limit: 3,
      start_time: window.from.toISOString(),
      end_time: window.to.toISOString(),
    });
    const asked = bodies(server).length;
    await harness.run({ now });
    expect(bodies(server)[asked]).to.deep.equal({ limit: 3, start_time: firstWindow.from.toISOString() });
  });

  it('asks the version and the feeds that are configured', async () => {
    await using server = await onePasswordServer({ items });
    const source = onePassword({
      token: server.token,
      baseUrl: `${server.baseUrl}/`,
      apiVersion: 'v1',
      feeds: ['itemusages', 'signinattempts'],
    });
    const harness = sourceHarness(source);
    await harness.run({ now });
    expect(paths(server)).to.deep.equal(['/api/v1/itemusages', '/api/v1/signinattempts']);
    expect((await harness.landed())[0]?.bytes.toString()).not.to.include('account_uuid');
  });

  it('takes the feeds that the token may read when none are configured', async () => {
    await using server = await onePasswordServer({ items, features: ['signinattempts', 'auditevents'] });
    const harness = sourceHarness(onePassword({ token: server.token, baseUrl: server.baseUrl }));
    await harness.run({ now });
    expect(paths(server)).to.deep.equal(['/api/v2/auth/introspect', '/api/v2/auditevents', '/api/v2/signinattempts']);
  });

  it('begins a feed that the token may read of late, beside those that go on', async () => {
    const features: OnePasswordFeed[] = ['auditevents'];
    await using server = await onePasswordServer({ items, features });
    const harness = sourceHarness(onePassword({ token: server.token, baseUrl: server.baseUrl }));
    await harness.run({ now });
    features.push('itemusages');
    const usage = onePasswordItem('itemusages', 900, minutesLater(5));
    server.add('itemusages', usage);
    await harness.run({ now: minutesLater(10) });
    expect(await landedUuids(harness)).to.deep.equal(uuids([...items.auditevents, usage]));
    expect(bodies(server, 'itemusages')[0]).to.include({ start_time: now.toISOString() });
  });
});
