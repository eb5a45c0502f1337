import { jsonReply, sourceHarness, startApiServer } from '@hatchery/testkit';
import { expect } from 'chai';
import http from '../src/index.ts';
import { auditEvents, now, within } from './local/events.ts';

type Config = Parameters<typeof http>[0];

const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

/** The queries and bodies that runs at these times send. */
async function asked(
  config: Omit<Config, 'url' | 'baseUrl'>,
  times: Date[],
): Promise<{ query: Record<string, string>; body: string }[]> {
  await using server = await startApiServer({ handle: () => jsonReply({ items: [] }) });
  const harness = sourceHarness(http({ url: `${server.url}/logs`, items: 'items', ...config }));
  for (const time of times) {
    const { report } = await harness.run({ now: time });
    expect(report.error?.message).to.equal(undefined);
  }
  return server.log.map(({ request }) => ({ query: Object.fromEntries(request.query), body: request.body }));
}

const both = { from: { name: 'from' }, to: { name: 'to' } };

describe('a window', () => {
  it('goes on where the one before ended, in the unit of its format', async () => {
    const odd = new Date('2026-03-01T12:00:00.750Z');
    const queries = await asked({ window: { ...both, format: 'unix' } }, [odd, later(1)]);
    expect(queries.map(({ query }) => query)).to.deep.equal([
      { from: '1772365800', to: '1772366400' },
      { from: '1772366400', to: '1772366460' },
    ]);
  });

  it('is written in any format, in the body with its numbers as numbers', async () => {
    const inBody = { from: { in: 'body', name: 'filter.from' }, to: { in: 'body', name: 'filter.to' } } as const;
    const [first] = await asked({ window: { ...inBody, format: 'unix-ms' }, json: { filter: { q: 1 } } }, [now]);
    expect(JSON.parse(first?.body ?? '')).to.deep.equal({ filter: { q: 1, from: 1772365800000, to: 1772366400000 } });
    const [second] = await asked({ window: { ...both, format: '%d.%m.%Y %H:%M:%S.%L%z' } }, [now]);
    expect(second?.query).to.deep.equal({ from: '01.03.2026 11:50:00.000+0000', to: '01.03.2026 12:00:00.000+0000' });
  });

  it('shuts its end for an API that includes it, and opens its start for one that leaves it out', async () => {
    const [query] = await asked(
      { window: { from: { name: 'after', exclusive: true }, to: { name: 'latest', inclusive: true }, format: 'unix' } },
      [now],
    );
    expect(query?.query).to.deep.equal({ after: '1772365799', latest: '1772366399' });
    const [range] = await asked(
      { window: { range: { name: 'q', value: 't ge {from} and t le {to}', inclusive: true } } },
      [now],
    );
    expect(range?.query).to.deep.equal({ q: 't ge 2026-03-01T11:50:00Z and t le 2026-03-01T11:59:59Z' });
  });

  it('of days is asked for once a day, however often it runs', async () => {
    const noon = new Date('2026-03-01T12:00:00Z');
    const hours = [0, 1, 2, 11, 13, 14, 37].map((hour) => new Date(noon.getTime() + hour * 3_600_000));
    const queries = await asked({ window: { ...both, format: 'date' }, lookback: '1d' }, hours);
    expect(queries.map(({ query }) => query)).to.deep.equal([
      { from: '2026-02-28', to: '2026-03-01' },
      { from: '2026-03-01', to: '2026-03-02' },
      { from: '2026-03-02', to: '2026-03-03' },
    ]);
  });

  it('keeps its settle time, however often it runs', async () => {
    const times = [0, 1, 2, 30, 61, 62, 125].map(later);
    const queries = await asked({ window: { ...both }, granularity: '1h', settle: '30m', lookback: '1h' }, times);
    expect(queries.map(({ query }) => query['to'])).to.deep.equal([
      '2026-03-01T11:00:00Z',
      '2026-03-01T12:00:00Z',
      '2026-03-01T13:00:00Z',
    ]);
    expect(queries.map(({ query }) => query['from'])).to.deep.equal([
      '2026-03-01T10:00:00Z',
      '2026-03-01T11:00:00Z',
      '2026-03-01T12:00:00Z',
    ]);
  });

  it('is asked for again in part with an overlap, and cut to what the API takes', async () => {
    const queries = await asked({ window: both, overlap: '2m', maxSpan: '5m' }, [now, later(1)]);
    expect(queries.map(({ query }) => query['from']?.slice(11, 16))).to.deep.equal(['11:50', '11:55', '11:58']);
  });
});

describe('a position', () => {
  const position: Config = {
    url: '',
    items: '.',
    window: { from: { name: 'since' } },
    position: { timestamp: 'created_at', id: 'id' },
  };
  const unit = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1_000).toISOString();

  it('asks from the newest item seen, also when runs between saw nothing, and lands no page of old items', async () => {
    const events = auditEvents(3);
    await using server = await startApiServer({
      handle: ({ query }) => jsonReply(within(events, query.get('since'), null)),
    });
    const harness = sourceHarness(http({ ...position, url: `${server.url}/logs` }));
    for (const minutes of [0, 5, 10]) {
      expect((await harness.run({ now: later(minutes) })).report.error?.message).to.equal(undefined);
    }
    expect(await harness.landed()).to.have.length(1);
    expect(server.log.map(({ request }) => request.query.get('since'))).to.deep.equal([
      '2026-03-01T11:50:00Z',
      '2026-03-01T11:51:14Z',
      '2026-03-01T11:51:14Z',
    ]);
    events.push({ id: 'same-second', created_at: unit('2026-03-01T11:51:14Z', 0.5), action: 'late' });
    await harness.run({ now: later(15) });
    await harness.run({ now: later(20) });
    const landed = await harness.landed();
    expect(landed).to.have.length(2);
    expect(landed.filter(({ bytes }) => bytes.includes('same-second'))).to.have.length(1);
  });

  it('finds the newest item in any order, and is not moved by an empty page', async () => {
    const events = auditEvents(5).toReversed();
    await using server = await startApiServer({
      handle: ({ query }) => jsonReply(within(events, query.get('since'), null)),
    });
    const harness = sourceHarness(http({ ...position, url: `${server.url}/logs` }));
    await harness.run({ now });
    events.length = 0;
    await harness.run({ now: later(1) });
    await harness.run({ now: later(2) });
    expect(server.log.map(({ request }) => request.query.get('since'))).to.deep.equal([
      '2026-03-01T11:50:00Z',
      '2026-03-01T11:51:28Z',
      '2026-03-01T11:51:28Z',
    ]);
  });

  it('is not moved into the future by one wrong time', async () => {
    const events = [...auditEvents(2), { id: 'from-2199', created_at: '2199-01-01T00:00:00Z', action: 'wrong' }];
    await using server = await startApiServer({
      handle: ({ query }) => jsonReply(within(events, query.get('since'), null)),
    });
    const harness = sourceHarness(http({ ...position, url: `${server.url}/logs` }));
    await harness.run({ now });
    await harness.run({ now: later(1) });
    expect(await harness.landed()).to.have.length(1);
    events.push({ id: 'next', created_at: '2026-03-01T12:00:30Z', action: 'user.login' });
    await harness.run({ now: later(2) });
    expect((await harness.landed()).filter(({ bytes }) => bytes.includes('"next"'))).to.have.length(1);
  });

  it('is an error where an item has no time, with nothing landed', async () => {
    for (const created_at of [undefined, null, 'yesterday', {}]) {
      await using server = await startApiServer({ handle: () => jsonReply([{ id: 'x', created_at }]) });
      const harness = sourceHarness(http({ ...position, url: `${server.url}/logs` }));
      expect((await harness.run({ now })).report.error).to.include({ code: 'HTTP_BODY' });
      expect(await harness.landed()).to.deep.equal([]);
    }
  });
});
