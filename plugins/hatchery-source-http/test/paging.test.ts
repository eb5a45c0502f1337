import type { SourceBinding } from '@hatchery/core';
import { breakAtEveryRequest, breakAtEveryWrite, faults, sourceHarness } from '@hatchery/testkit';
import { expect } from 'chai';
import http from '../src/index.ts';
import { auditEvents, now } from './local/events.ts';
import { landedHashes, sentHashes } from './local/landed.ts';
import { restServer, token } from './local/rest-server.ts';

type Config = Parameters<typeof http>[0];

const window: Config['window'] = { from: { name: 'from' }, to: { name: 'to' } };

/** How to describe each style of paging; each config has 14 events on 4 pages to collect. */
const configs: Record<string, Config> = {
  'a cursor in the body, sent in the query': {
    url: '/cursor',
    window,
    items: 'data.items',
    pagination: { kind: 'cursor', path: 'paging\\.meta.next', name: 'cursor' },
  },
  'a cursor in the body, sent in the body': {
    url: '/search',
    json: { filter: { query: '*' }, page: { limit: 4 } },
    window: { from: { in: 'body', name: 'filter.from' }, to: { in: 'body', name: 'filter.to' } },
    items: 'data',
    pagination: { kind: 'cursor', path: 'meta.page.after', in: 'body', name: 'page.cursor' },
  },
  'a cursor in a header': {
    url: '/header-cursor',
    window,
    pagination: { kind: 'cursor', header: 'X-Next-Cursor', name: 'cursor' },
  },
  'a URL in the body': {
    url: '/next-url',
    window,
    items: 'items',
    pagination: { kind: 'nextUrl', path: 'links.next' },
  },
  'a relative URL and a flag in the body': {
    url: '/relative-url',
    window,
    pagination: { kind: 'nextUrl', path: 'next', done: 'done' },
  },
  'a URL in a header': { url: '/header-url', window, pagination: { kind: 'nextUrl', header: 'NextPageUri' } },
  'a Link header': { url: '/link', window, items: '.', pagination: { kind: 'link' } },
  'numbered pages, ended by an empty one': { url: '/page', window, items: 'result', pagination: { kind: 'page' } },
  'numbered pages, ended by a short one': {
    url: '/page',
    window,
    items: 'result',
    pagination: { kind: 'page', pageSize: 4 },
  },
  'numbered pages from 0, ended by a flag': {
    url: '/page-flag',
    window,
    pagination: { kind: 'page', first: 0, hasMore: 'has_more' },
  },
  'an offset': { url: '/offset', window, items: 'logs', pagination: { kind: 'offset' } },
};

const bind = (baseUrl: string, config: Config): SourceBinding => http({ baseUrl, auth: { bearer: token }, ...config });
const events = auditEvents(14);

for (const [style, config] of Object.entries(configs)) {
  describe(`paging by ${style}`, () => {
    it('lands every page with items, as received, and nothing in a second run', async () => {
      await using server = await restServer(events);
      const harness = sourceHarness(bind(server.url, config));
      const { report } = await harness.run({ now });
      expect(report.error?.message).to.equal(undefined);
      const landed = await harness.landed();
      const ids = landed.flatMap(({ bytes }) =>
        [...bytes.toString().matchAll(/"id":"(event-\d+)"/g)].map(([, id]) => id),
      );
      expect(ids).to.deep.equal(events.map(({ id }) => id));
      expect(landed).to.have.length(4);
      expect(sentHashes(server)).to.include.members(await landedHashes(harness));
      const second = await harness.run({ now: new Date(now.getTime() + 60_000) });
      expect(second.report.status).to.equal('completed');
      expect(await harness.landed()).to.have.length(config.items === undefined ? 5 : 4);
    });

    it('asks for the same page again after a 503, a 429, and a body cut in the middle', async () => {
      await using server = await restServer(events);
      server.inject(faults.status(503), { after: 1 });
      server.inject(faults.truncate(), { after: 1 });
      server.inject(faults.status(429, { headers: { 'retry-after': '0' } }), { after: 1 });
      server.inject(faults.reset('body'), { after: 1 });
      const harness = sourceHarness(bind(server.url, config));
      const { report } = await harness.run({ now });
      expect(report.status).to.equal('completed');
      expect(report.retries).to.equal(4);
      const clean = sourceHarness(bind(server.url, config));
      await clean.run({ now });
      expect(await landedHashes(harness)).to.deep.equal(await landedHashes(clean));
    });

    it('resumes after a kill at every write and every request, with nothing lost or twice', async () => {
      await using server = await restServer(events);
      const source = bind(server.url, config);
      const whole = sourceHarness(source);
      await whole.run({ now });
      const expected = await whole.landed();
      const verify: Parameters<typeof breakAtEveryWrite>[2] = async (harness, at) => {
        expect(await harness.landed(), at).to.deep.equal(expected);
      };
      expect(await breakAtEveryWrite(source, { now }, verify)).to.be.greaterThan(15);
      expect(await breakAtEveryRequest(source, server, { now }, verify)).to.be.at.least(4);
    });
  });
}
