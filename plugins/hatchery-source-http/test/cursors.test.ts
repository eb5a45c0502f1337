import { faults, sourceHarness, textReply } from '@hatchery/testkit';
import { expect } from 'chai';
import http from '../src/index.ts';
import { now } from './local/events.ts';
import { type Config, config, cursor, outcome, page } from './local/outcome.ts';
import { scriptedServer } from './local/scripted-server.ts';

describe('an empty page', () => {
  const flagged: Config = { ...config, pagination: { ...cursor, hasMore: 'more' } };

  it('does not end the paging while the service says that there are more, and is not landed', async () => {
    const pages = [page([1], 'c2', { more: true }), page([], 'c3', { more: true }), page([2], 'c4', { more: false })];
    const { code, landed, asked } = await outcome(flagged, ...pages);
    expect(code).to.equal(undefined);
    expect(landed).to.deep.equal(['{"items":[1],"next":"c2","more":true}', '{"items":[2],"next":"c4","more":false}']);
    expect(asked.map((query) => query.get('cursor'))).to.deep.equal([null, 'c2', 'c3']);
  });

  it('is landed on request', async () => {
    expect((await outcome({ ...config, keepEmpty: true }, page([], null))).landed).to.have.length(1);
  });
});

describe('a cursor', () => {
  it('of 64 bits is sent back digit by digit', async () => {
    const first = textReply(200, '{"items":[1],"next":9223372036854775807}', { 'content-type': 'application/json' });
    const { asked, landed } = await outcome(config, first, page([2], null));
    expect(asked[1]?.get('cursor')).to.equal('9223372036854775807');
    expect(landed[0]).to.equal('{"items":[1],"next":9223372036854775807}');
  });

  it('of hostile text is sent back as it came', async () => {
    const hostile = 'a&b=c#d?e/%00 +é🦊\n"';
    const { asked } = await outcome(config, page([1], hostile), page([2], null));
    expect(asked[1]?.get('cursor')).to.equal(hostile);
    expect(asked[1]?.get('b')).to.equal(null);
  });

  it('takes the place of a parameter of that name in the URL and the query', async () => {
    const clash: Config = { ...config, url: '/logs?cursor=old&keep=1', query: { other: [1, 2] } };
    const { asked } = await outcome(clash, page([1], 'c2'), page([2], null));
    expect(asked[0]?.getAll('cursor')).to.deep.equal(['old']);
    expect([...(asked[1] ?? [])]).to.have.deep.members([
      ['keep', '1'],
      ['other', '1'],
      ['other', '2'],
      ['cursor', 'c2'],
    ]);
  });

  it('sent alone takes the place of the whole body, as in 1Password', async () => {
    await using server = await scriptedServer(
      page([1], 'c2', { has_more: true }),
      page([], 'c2', { has_more: false }),
      page([], 'c2', { has_more: false }),
    );
    const source = http({
      url: `${server.url}/logs`,
      json: { limit: 1000 },
      window: { from: { in: 'body', name: 'start_time' } },
      items: 'items',
      pagination: {
        kind: 'cursor',
        path: 'next',
        in: 'body',
        name: 'cursor',
        alone: true,
        hasMore: 'has_more',
        persist: true,
      },
    });
    const harness = sourceHarness(source);
    await harness.run({ now });
    const second = await harness.run({ now: new Date(now.getTime() + 60_000) });
    expect(second.report.error?.message).to.equal(undefined);
    const bodies = server.log.map(({ request }) => JSON.parse(request.body) as unknown);
    expect(bodies).to.deep.equal([
      { limit: 1000, start_time: '2026-03-01T11:50:00Z' },
      { cursor: 'c2' },
      { cursor: 'c2' },
    ]);
  });
});

describe('maxPages', () => {
  it('ends the run with an error where the window would be left with a hole; the next run goes on there', async () => {
    await using server = await scriptedServer(page([1], 'c2'), page([2], 'c3'), page([3], null));
    const harness = sourceHarness(http({ baseUrl: server.url, ...config, pagination: { ...cursor, maxPages: 2 } }));
    expect((await harness.run({ now })).report.error).to.include({ code: 'SOURCE_FAILED' });
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await harness.landed()).to.have.length(3);
    expect(server.log.map(({ request }) => request.query.get('cursor'))).to.deep.equal([null, 'c2', 'c3']);
  });

  it('ends the run in peace where the place is kept', async () => {
    await using server = await scriptedServer(page([1], 'c2'), page([2], 'c3'), page([3], 'c4'));
    const persistent = { ...cursor, persist: true, untilEmpty: true, maxPages: 2 };
    const harness = sourceHarness(http({ baseUrl: server.url, ...config, pagination: persistent }));
    expect((await harness.run({ now })).report.status).to.equal('completed');
    server.inject(
      faults.rewrite(() => page([], 'c4')),
      { after: 1 },
    );
    expect((await harness.run({ now: new Date(now.getTime() + 60_000) })).report.status).to.equal('completed');
    expect(server.log.map(({ request }) => request.query.get('cursor'))).to.deep.equal([null, 'c2', 'c3', 'c4']);
  });
});
