import {
  breakAtEveryRequest,
  breakAtEveryWrite,
  faults,
  inMemory,
  MemoryStore,
  sourceHarness,
  twilioEvent,
  twilioEvents,
  twilioServer,
} from '@hatchery/testkit';
import { expect } from 'chai';
import twilio from '../src/index.ts';
import { remaining } from '../src/remaining.ts';
import { access, firstWindow, landedSids, minutesLater, now, queries, secondsAfter, sids, sidsOf } from './support.ts';

describe('twilio: going on after a break', () => {
  const events = twilioEvents(35, firstWindow);

  it('counts each event once, wherever it is broken off', async () => {
    await using server = await twilioServer({ events });
    const source = twilio({ ...access(server), pageSize: 10 });
    const writes = await breakAtEveryWrite(source, { now }, async (harness, at) => {
      expect(sidsOf(await harness.committed()), at).to.deep.equal(sids(events));
    });
    const requests = await breakAtEveryRequest(source, server, { now }, async (harness, at) => {
      expect(await landedSids(harness), at).to.deep.equal(sids(events));
    });
    expect(writes).to.be.greaterThan(12);
    expect(requests).to.equal(4);
  });

  it('counts each event once, also when a page that no entry of the ledger names comes out different', async () => {
    await using server = await twilioServer({ events });
    const store = new MemoryStore();
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }), { destination: inMemory(store) });
    store.crash({ at: 1, when: 'after' });
    await harness.run({ now });
    store.revive();
    const late = twilioEvent(99, secondsAfter(firstWindow.to, -1));
    server.add(late);
    await harness.run({ now });
    expect(sidsOf(await harness.committed())).to.deep.equal(sids([...events, late]));
  });

  it('finishes the broken window at its next page, even much later, and then goes on', async () => {
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }));
    server.inject(faults.status(409), { after: 2 });
    const failed = await harness.run({ now });
    expect(failed.report).to.include({ status: 'failed', objectCount: 2 });

    const { report } = await harness.run({ now: minutesLater(60) });
    expect(report).to.include({ status: 'completed', objectCount: 2 });
    const [, , third, fourth, fifth, sixth] = queries(server);
    expect(third?.['PageToken']).to.be.a('string');
    expect(fourth).to.deep.equal(third);
    expect(fifth?.['EndDate']).to.equal('2026-03-01T11:57:59Z');
    expect(sixth).to.deep.equal({
      StartDate: '2026-03-01T11:58:00Z',
      EndDate: '2026-03-01T12:57:59Z',
      PageSize: '10',
    });
    expect(await landedSids(harness)).to.deep.equal(sids(events));
  });

  it('goes on where the API is now, if that has moved', async () => {
    const store = new MemoryStore();
    await using before = await twilioServer({ events });
    before.inject(faults.status(409), { after: 2 });
    const destination = inMemory(store);
    await sourceHarness(twilio({ ...access(before), pageSize: 10 }), { destination }).run({ now });
    const asked = before.log.length;

    await using moved = await twilioServer({ events });
    const harness = sourceHarness(twilio({ ...access(moved), pageSize: 10 }), { destination });
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(before.log).to.have.length(asked);
    expect([...new Set(await landedSids(harness))]).to.deep.equal(sids(events));
  });

  for (const first of ['newest', 'oldest'] as const) {
    for (const when of ['between two runs', 'in the middle of a run']) {
      it(`goes on by time when Twilio forgets the page ${when}, ${first} first`, async () => {
        await using server = await twilioServer({ events, first });
        const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }));
        if (when === 'between two runs') {
          server.inject(faults.status(409), { after: 2 });
          await harness.run({ now });
          server.expirePages();
        } else {
          server.inject(
            faults.observe(() => server.expirePages()),
            { after: 2 },
          );
        }
        const { report, events: told } = await harness.run({ now });
        expect(report.status).to.equal('completed');
        const warned = told.some((event) => event.type === 'log' && /no longer knows/.test(event.message));
        expect(warned).to.equal(true);
        const landed = await landedSids(harness);
        expect([...new Set(landed)]).to.deep.equal(sids(events));
        expect(landed.length - events.length, 'events of one second, taken again').to.be.at.most(1);
      });
    }
  }

  it('asks for all again when the page is lost before a second was whole', async () => {
    const at = secondsAfter(firstWindow.from, 60);
    const crowd = [...Array(30).keys()].map((n) => twilioEvent(n, at));
    await using server = await twilioServer({ events: crowd });
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }));
    server.inject(
      faults.observe(() => server.expirePages()),
      { after: 1 },
    );
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect([...new Set(await landedSids(harness))]).to.deep.equal(sids(crowd));
  });
});

describe('twilio: what remains of a window', () => {
  const time = (second: string): Date => new Date(`2026-03-01T11:${second}Z`);
  const whole = { start: time('48:00'), end: time('57:59') };
  const dates = (first: string, last: string): { first: string; last: string } => ({
    first: `2026-03-01T11:${first}Z`,
    last: `2026-03-01T11:${last}Z`,
  });
  const cases: Record<string, { landed: { first: string; last: string } | null; start: string; end: string }> = {
    'nothing landed': { landed: null, start: '48:00', end: '57:59' },
    'the newest landed': { landed: dates('57:00', '50:00'), start: '48:00', end: '50:00' },
    'the oldest landed': { landed: dates('49:00', '50:00'), start: '50:00', end: '57:59' },
    'one second landed': { landed: dates('49:00', '49:00'), start: '48:00', end: '57:59' },
    'the newest landed, up to a part of a second': { landed: dates('57:00', '50:00.5'), start: '48:00', end: '50:01' },
    'the oldest landed, up to a part of a second': { landed: dates('49:00', '50:00.5'), start: '50:00', end: '57:59' },
    'dates beyond the end': { landed: dates('49:00', '59:30'), start: '57:59', end: '57:59' },
    'dates before the start': { landed: dates('49:00', '40:00'), start: '48:00', end: '48:00' },
  };
  for (const [name, { landed, start, end }] of Object.entries(cases)) {
    it(`is right after ${name}`, () => {
      expect(remaining(whole, landed)).to.deep.equal({ start: time(start), end: time(end) });
    });
  }
});
