import { inspect } from 'node:util';
import { faults, inMemory, jsonReply, MemoryStore, sourceHarness, textReply } from '@hatchery/testkit';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import http from '../src/index.ts';
import { now } from './local/events.ts';
import { scriptedServer } from './local/scripted-server.ts';

const canary = 'canary/secret+value=';
const secrets = {
  auth: { header: { name: 'X-Token', prefix: 'Key ', value: canary } },
  secretHeaders: { 'X-Second': `${canary}-2` },
};

describe('a next page on another host', () => {
  it('is not followed, whatever leads there, and the page that names it is not landed', async () => {
    await using other = await scriptedServer();
    const next = `${other.url}/logs?page=2`;
    await using server = await scriptedServer(
      jsonReply({ next }),
      jsonReply([], { headers: { link: `<${next}>; rel="next"` } }),
      jsonReply([], { headers: { 'next-page': next } }),
    );
    for (const pagination of [
      { kind: 'nextUrl', path: 'next' },
      { kind: 'link' },
      { kind: 'nextUrl', header: 'next-page' },
    ] as const) {
      const harness = sourceHarness(http({ url: `${server.url}/logs`, ...secrets, pagination }));
      const { report } = await harness.run({ now });
      expect(report.error, pagination.kind).to.include({ code: 'ORIGIN_REFUSED' });
      expect(await harness.landed()).to.deep.equal([]);
    }
    expect(other.log).to.have.length(0);
  });

  it('is followed, with the credential, where it is allowed', async () => {
    await using other = await scriptedServer(jsonReply({ page: 2 }));
    await using server = await scriptedServer(jsonReply({ next: `${other.url}/logs` }));
    const allowedHosts = [new URL(other.url).host];
    const harness = sourceHarness(
      http({ url: `${server.url}/logs`, ...secrets, allowedHosts, pagination: { kind: 'nextUrl', path: 'next' } }),
    );
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(other.log[0]?.request.headers['x-token']).to.equal(`Key ${canary}`);
  });

  it('is not followed either when an earlier run had kept it, and it is no longer allowed', async () => {
    await using other = await scriptedServer(
      jsonReply({ items: [2], next: null }),
      jsonReply({ items: [], next: null }),
    );
    await using server = await scriptedServer(jsonReply({ items: [1], next: `${other.url}/logs` }));
    const store = inMemory(new MemoryStore());
    const pagination = { kind: 'nextUrl', path: 'next', persist: true, untilEmpty: true, maxPages: 1 } as const;
    const base = { url: `${server.url}/logs`, ...secrets, items: 'items', pagination };
    const allowed = http({ ...base, allowedHosts: [new URL(other.url).host] });
    expect((await sourceHarness(allowed, { destination: store }).run({ now })).report.status).to.equal('completed');
    const second = await sourceHarness(http(base), { destination: store }).run({
      now: new Date(now.getTime() + 60_000),
    });
    expect(second.report.error).to.include({ code: 'ORIGIN_REFUSED' });
    expect(other.log).to.have.length(0);
  });
});

describe('secrets', () => {
  it('reach the service, and no error, event, object name or ledger entry', async () => {
    await using server = await scriptedServer(
      ({ query }) => jsonReply({ items: [1], next: `/logs?page=2&key=${encodeURIComponent(query.get('key') ?? '')}` }),
      jsonReply({ items: [2], next: '/logs?page=3' }),
      ({ headers, query }) =>
        textReply(400, `bad: ${JSON.stringify(headers)} ${query}`, { 'x-request-id': String(headers['x-token']) }),
    );
    const store = new MemoryStore();
    const source = http({
      url: `${server.url}/logs`,
      ...secrets,
      secretQuery: { key: `${canary}-3` },
      items: 'items',
      pagination: { kind: 'nextUrl', path: 'next' },
    });
    const { report, events } = await sourceHarness(source, { destination: inMemory(store) }).run({ now });
    expect(server.log.map(({ request }) => request.query.getAll('key'))).to.deep.equal(
      Array.from({ length: 3 }, () => [`${canary}-3`]),
    );
    expect(server.log.every(({ request }) => request.headers['x-second'] === `${canary}-2`)).to.equal(true);
    expect(report.error).to.include({ code: 'HTTP_STATUS' });
    const told = [inspect(report, { depth: 10 }), inspect(events, { depth: 10 })];
    for await (const { name } of store.list('_hatchery/')) told.push(name, await text(await store.read(name)));
    expect(told.length).to.be.at.least(8);
    for (const said of told) {
      expect(said).not.to.include(canary);
      expect(said).not.to.include(encodeURIComponent(canary));
    }
  });
});

describe('check', () => {
  it('tells good from bad credentials with one request, and collects nothing', async () => {
    await using server = await scriptedServer(
      jsonReply({ items: [], next: null }),
      jsonReply({ error: 'no' }, { status: 401 }),
    );
    const harness = sourceHarness(http({ url: `${server.url}/logs`, items: 'items', ...secrets }));
    expect(await harness.check()).to.include({ status: 'ok' });
    expect(await harness.check())
      .to.include({ status: 'failed' })
      .and.nested.include({ 'error.code': 'UNAUTHORIZED' });
    expect(server.log).to.have.length(2);
    expect(await harness.landed()).to.deep.equal([]);
  });

  it('takes a login page for what it is, and does not read a large document', async () => {
    await using server = await scriptedServer(jsonReply({}), textReply(200, 'x'.repeat(5_000_000)));
    server.inject(faults.html());
    expect(await sourceHarness(http({ url: `${server.url}/logs`, items: 'items' })).check()).to.nested.include({
      'error.code': 'HTTP_BODY',
    });
    expect(await sourceHarness(http({ url: `${server.url}/large` })).check()).to.include({ status: 'ok' });
  });
});
