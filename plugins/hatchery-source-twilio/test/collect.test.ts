import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceHarness, twilioEvent, twilioEvents, twilioServer } from '@hatchery/testkit';
import { expect } from 'chai';
import file from 'hatchery-dest-file';
import twilio from '../src/index.ts';
import { access, firstWindow, landedSids, minutesLater, now, queries, secondsAfter, sids, sidsOf } from './support.ts';

describe('twilio: collecting', () => {
  it('lands every event once, in the bytes that Twilio sent', async () => {
    const events = twilioEvents(250, firstWindow);
    await using server = await twilioServer({ events });
    const folder = await mkdtemp(join(tmpdir(), 'twilio-'));
    try {
      const destination = file({ path: folder });
      const harness = sourceHarness(twilio({ ...access(server), pageSize: 60 }), { destination });
      const { report } = await harness.run({ now });

      expect(report).to.include({ status: 'completed', objectCount: 5, requests: 5 });
      expect(report.coveredUntil).to.equal(firstWindow.to.toISOString());
      const landed = await harness.landed();
      expect(sidsOf(landed)).to.deep.equal(sids(events));
      const sent = server.log.map(({ reply }) => sha256(reply?.bytes ?? new Uint8Array()));
      expect(landed.map(({ bytes }) => sha256(bytes)).sort()).to.deep.equal(sent.sort());
      for (const { name } of landed) expect(name).to.match(/^2026\/03\/01\/11\/20260301T115800_\w{8}_000[0-4]\.json$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const pair of ['account', 'API key', 'API key of a named account'] as const) {
    it(`reads with the ${pair}`, async () => {
      const events = twilioEvents(3, firstWindow);
      await using server = await twilioServer({ events });
      const { baseUrl, accountSid, authToken, apiKeySid, apiKeySecret } = server;
      const key = { apiKeySid, apiKeySecret };
      const given = {
        account: { accountSid, authToken },
        'API key': key,
        'API key of a named account': { accountSid, ...key },
      };
      const harness = sourceHarness(twilio({ ...given[pair], baseUrl }));
      await harness.run({ now });
      expect(await landedSids(harness)).to.deep.equal(sids(events));
      const [sent] = server.log.map(({ request }) => request.headers.authorization ?? '');
      expect(Buffer.from(sent?.replace('Basic ', '') ?? '', 'base64').toString()).to.equal(
        pair === 'account' ? `${accountSid}:${authToken}` : `${apiKeySid}:${apiKeySecret}`,
      );
    });
  }

  for (const repeatsFilters of [true, false]) {
    it(`filters every page, ${repeatsFilters ? 'as' : 'also if'} its URL says ${repeatsFilters ? 'how' : 'nothing'}`, async () => {
      const ancient = twilioEvents(100, {
        from: new Date('2025-09-01T00:00:00Z'),
        to: new Date('2025-09-01T01:00:00Z'),
      });
      const recent = twilioEvents(200, firstWindow).map((event) => ({
        ...event,
        sid: event.sid.replace('AE0', 'AEf'),
      }));
      const [model] = recent;
      await using server = await twilioServer({ events: [...ancient, ...recent], repeatsFilters });
      const filters = {
        actorSid: model?.actor_sid ?? '',
        eventType: model?.event_type ?? '',
        sourceIpAddress: model?.source_ip_address ?? '',
      };
      const wide = { ...access(server), pageSize: 1, actorSid: filters.actorSid, eventType: filters.eventType };
      const harness = sourceHarness(twilio(wide));
      await harness.run({ now });
      const wanted = recent.filter(
        (event) => event.actor_sid === filters.actorSid && event.event_type === filters.eventType,
      );
      expect(wanted).to.have.length.greaterThan(3);
      expect(await landedSids(harness)).to.deep.equal(sids(wanted));
      for (const query of queries(server)) {
        expect(query).to.include({
          StartDate: '2026-03-01T11:48:00Z',
          EndDate: '2026-03-01T11:57:59Z',
          PageSize: '1',
          ActorSid: filters.actorSid,
          EventType: filters.eventType,
        });
      }

      const narrow = sourceHarness(twilio({ ...wide, ...filters, resourceSid: model?.resource_sid ?? '' }));
      await narrow.run({ now });
      expect(await landedSids(narrow)).to.deep.equal([model?.sid]);
    });
  }

  it('adds a filter only where the page leaves it out', async () => {
    await using server = await twilioServer({ events: twilioEvents(3, firstWindow) });
    await sourceHarness(twilio({ ...access(server), pageSize: 2 })).run({ now });
    const [, second] = server.log.map(({ request }) => [...request.query.keys()].sort());
    expect(second).to.deep.equal(['EndDate', 'Page', 'PageSize', 'PageToken', 'StartDate']);
  });

  for (const first of ['newest', 'oldest'] as const) {
    it(`takes events of one second on several pages, ${first} first`, async () => {
      const at = secondsAfter(firstWindow.from, 60);
      const events = [...Array(25).keys()].map((n) => twilioEvent(n, n < 20 ? at : secondsAfter(at, n)));
      await using server = await twilioServer({ events, first });
      const harness = sourceHarness(twilio({ ...access(server), pageSize: 7 }));
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'completed', objectCount: 4 });
      expect(await landedSids(harness)).to.deep.equal(sids(events));
    });
  }

  it('takes what happens on an edge into one window only', async () => {
    const { from, to } = firstWindow;
    const times = [
      secondsAfter(from, -1),
      from,
      secondsAfter(to, -1),
      to,
      secondsAfter(to, 599),
      secondsAfter(to, 600),
    ];
    const events = times.map((time, n) => twilioEvent(n, time));
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio(access(server)));
    await harness.run({ now });
    expect(await landedSids(harness)).to.deep.equal(sids(events.slice(1, 3)));
    await harness.run({ now: minutesLater(10) });
    expect(await landedSids(harness)).to.deep.equal(sids(events.slice(1, 5)));
  });

  it('collects exactly the window asked for, once', async () => {
    const events = twilioEvents(60, { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-02-01T01:00:00Z') });
    const window = { from: new Date('2026-02-01T00:10:00Z'), to: new Date('2026-02-01T00:20:00Z') };
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 4 }));
    await harness.run({ now, windows: [window] });
    await harness.run({ now, windows: [window] });
    expect(await landedSids(harness)).to.deep.equal(sids(events.slice(10, 20)));
  });

  it('lands no empty page, and records that its window was covered', async () => {
    await using server = await twilioServer();
    const harness = sourceHarness(twilio(access(server)));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 0, requests: 1 });
    expect(report.coveredUntil).to.equal(firstWindow.to.toISOString());
  });

  it('collects events that show up while they settle, and within the overlap', async () => {
    await using server = await twilioServer({ events: twilioEvents(20, firstWindow) });
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 5 }), { stream: { overlap: 60_000 } });
    await harness.run({ now });
    const settling = twilioEvent(100, secondsAfter(firstWindow.to, 30));
    const overlapped = twilioEvent(101, secondsAfter(firstWindow.to, -30));
    server.add(settling, overlapped);
    await harness.run({ now: minutesLater(3) });
    expect(await landedSids(harness)).to.include.members([settling.sid, overlapped.sid]);
  });

  it('warns of what Twilio has forgotten when it has not run for long, and asks for the rest', async () => {
    await using server = await twilioServer();
    const harness = sourceHarness(twilio({ ...access(server), retention: '30d' }));
    await harness.run({ now });
    const { report, events } = await harness.run({ now: minutesLater(40 * 24 * 60) });
    expect(report.status).to.equal('completed');
    expect(events.some((event) => event.type === 'log' && event.level === 'warn')).to.equal(true);
    expect(queries(server)[1]).to.include({ StartDate: '2026-03-11T12:00:00Z' });
  });

  it('collects 10,000 events in pages of 1,000', async () => {
    const events = twilioEvents(10_000, firstWindow);
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio(access(server)));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 10 });
    expect(await landedSids(harness)).to.deep.equal(sids(events));
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
