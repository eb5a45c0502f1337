import { randomBytes } from 'node:crypto';
import { breakAtEveryWrite, faults, jsonReply, sourceHarness, startApiServer, textReply } from '@hatchery/testkit';
import { expect } from 'chai';
import http from '../src/index.ts';
import { now } from './local/events.ts';
import { landedHashes, sha256 } from './local/landed.ts';
import { scriptedServer } from './local/scripted-server.ts';
import { documentServer } from './local/vendors/documents.ts';

const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('a plain document', () => {
  it('is landed byte for byte, of any kind and size', async () => {
    const documents: Record<string, Uint8Array> = {
      '/empty': new Uint8Array(),
      '/one': new Uint8Array([0]),
      '/random.json': randomBytes(3_000_001),
      '/unicode.csv': Buffer.from('é🦊,\u0000\r\n\ufeff'),
    };
    await using server = await documentServer(documents);
    const requests = Object.keys(documents).map((url) => ({ url, name: url.slice(1) }));
    const harness = sourceHarness(http({ baseUrl: server.url, requests }));
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    expect(await landedHashes(harness)).to.deep.equal(Object.values(documents).map(sha256).sort());
  });

  it('is larger than what may be taken into memory', async () => {
    await using server = await documentServer({ '/large': Buffer.alloc(2_000_000, 'x') });
    const harness = sourceHarness(http({ baseUrl: server.url, url: '/large', maxBytes: 1_000 }));
    expect((await harness.run({ now })).report).to.include({ status: 'completed', bytes: 2_000_000 });
  });

  it('is asked for again as a whole when it breaks off, also when it is known and has changed', async () => {
    const documents: Record<string, Uint8Array> = { '/list': randomBytes(500_000) };
    await using server = await documentServer(documents);
    const harness = sourceHarness(http({ baseUrl: server.url, url: '/list' }));
    server.inject(faults.reset('body'), { times: 2 });
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    documents['/list'] = randomBytes(500_000);
    server.inject(faults.truncate(), { times: 2 });
    expect((await harness.run({ now: later(1) })).report.error?.message).to.equal(undefined);
    const landed = await harness.landed();
    expect(landed).to.have.length(2);
    expect(landed.map(({ bytes }) => sha256(bytes))).to.include(sha256(documents['/list']));
    expect((await harness.run({ now: later(2) })).report.objectCount).to.equal(0);
  });

  it('is left alone when a server sends it again under the ETag that is known', async () => {
    const whole = textReply(200, 'x'.repeat(100_000), { etag: '"v1"' });
    await using server = await scriptedServer(whole, whole, textReply(200, 'two', { etag: '"v2"' }));
    const harness = sourceHarness(http({ url: `${server.url}/list` }));
    for (const minutes of [0, 1, 2]) {
      expect((await harness.run({ now: later(minutes) })).report.status).to.equal('completed');
    }
    expect((await harness.landed()).map(({ bytes }) => bytes.length)).to.have.members([100_000, 3]);
    expect(server.log[2]?.request.headers['if-none-match']).to.equal('"v1"');
  });

  it('is asked for by its date where there is no ETag', async () => {
    const date = 'Sun, 01 Mar 2026 11:00:00 GMT';
    const same = { status: 304, headers: {}, body: '' };
    await using server = await scriptedServer(textReply(200, 'one', { 'last-modified': date }), same, same);
    const harness = sourceHarness(http({ url: `${server.url}/list` }));
    for (const minutes of [0, 1, 2]) {
      expect((await harness.run({ now: later(minutes) })).report.status).to.equal('completed');
    }
    expect(server.log.map(({ request }) => request.headers['if-modified-since'])).to.deep.equal([
      undefined,
      date,
      date,
    ]);
    expect(await harness.landed()).to.have.length(1);
  });

  it('is known by its bytes where the service gives nothing else', async () => {
    const [one, two] = [textReply(200, 'one'), textReply(200, 'two')];
    await using server = await scriptedServer(one, one, two, two, two, one, one);
    const harness = sourceHarness(http({ url: `${server.url}/list` }));
    const counts: number[] = [];
    for (const minutes of [0, 1, 2, 3, 4]) counts.push((await harness.run({ now: later(minutes) })).report.objectCount);
    expect(counts).to.deep.equal([1, 0, 1, 0, 1]);
    const landed = (await harness.landed()).map(({ bytes }) => Buffer.from(bytes).toString());
    expect(landed).to.deep.equal(['one', 'two', 'one']);
  });

  it('is landed all the same when it breaks off while its bytes are compared', async () => {
    const body = 'x'.repeat(500_000);
    const longer = textReply(200, `${body}y`);
    await using server = await scriptedServer(textReply(200, body), longer, longer);
    const harness = sourceHarness(http({ url: `${server.url}/list` }));
    await harness.run({ now });
    server.inject(faults.reset('body'), { times: 1 });
    expect((await harness.run({ now: later(1) })).report).to.include({ status: 'completed', bytes: 500_001 });
  });

  it('is landed in each run where that is wanted', async () => {
    const tagged = textReply(200, 'tagged', { etag: '"v1"' });
    const plain = textReply(200, 'plain');
    await using server = await scriptedServer(plain, tagged, plain, tagged);
    const requests = ['/plain', '/tagged'].map((url) => ({ url, conditional: false }));
    const harness = sourceHarness(http({ baseUrl: server.url, requests }));
    for (const minutes of [0, 1]) await harness.run({ now: later(minutes) });
    expect(await harness.landed()).to.have.length(4);
    expect(server.log.every(({ request }) => request.headers['if-none-match'] === undefined)).to.equal(true);
  });

  it('is an error if the answer is 304 although nothing was known', async () => {
    await using server = await scriptedServer({ status: 304, headers: {}, body: '' });
    const { report } = await sourceHarness(http({ url: `${server.url}/list` })).run({ now });
    expect(report.error).to.include({ code: 'HTTP_STATUS' });
  });

  it('survives a kill at every write', async () => {
    await using server = await documentServer({ '/a.json': '[1]', '/b.json': '[2]', '/c.json': '[3]' });
    const requests = ['a', 'b', 'c'].map((name) => ({ name, url: `/${name}.json` }));
    const source = http({ baseUrl: server.url, requests });
    const whole = sourceHarness(source);
    await whole.run({ now });
    const expected = await whole.landed();
    expect(expected).to.have.length(3);
    const count = await breakAtEveryWrite(source, { now }, async (harness, at) => {
      expect(await harness.landed(), at).to.deep.equal(expected);
    });
    expect(count).to.be.greaterThan(10);
  });

  it('of a span of time is landed window by window, known or not', async () => {
    await using server = await startApiServer({
      handle: ({ query }) => jsonReply({ logs: [], ...Object.fromEntries(query) }),
    });
    const window = { from: { name: 'start' }, to: { name: 'end' } };
    const harness = sourceHarness(
      http({ url: `${server.url}/logs`, auth: { basic: { username: 'u', password: 'canary-pass' } }, window }),
    );
    for (const minutes of [0, 1]) {
      expect((await harness.run({ now: later(minutes) })).report.status).to.equal('completed');
    }
    await harness.run({ windows: [{ from: later(-60), to: later(-50) }] });
    expect((await harness.landed()).map(({ bytes }) => bytes.toString())).to.have.members([
      '{"logs":[],"start":"2026-03-01T11:00:00Z","end":"2026-03-01T11:10:00Z"}',
      '{"logs":[],"start":"2026-03-01T11:50:00Z","end":"2026-03-01T12:00:00Z"}',
      '{"logs":[],"start":"2026-03-01T12:00:00Z","end":"2026-03-01T12:01:00Z"}',
    ]);
    expect(server.log[0]?.request.headers.authorization).to.equal(
      `Basic ${Buffer.from('u:canary-pass').toString('base64')}`,
    );
  });

  it('cannot be asked for at a given time', async () => {
    await using server = await documentServer({ '/a.json': '[1]' });
    const harness = sourceHarness(http({ baseUrl: server.url, url: '/a.json' }));
    const { report } = await harness.run({ windows: [{ from: later(-10), to: later(-5) }] });
    expect(report.error).to.include({ code: 'SOURCE_FAILED' });
    expect(server.log).to.have.length(0);
  });
});

describe('several requests', () => {
  it('are all made, though some fail; the next run makes only these again', async () => {
    await using server = await documentServer({ '/good.json': '[1]' });
    const requests = [{ url: '/missing.json' }, { url: '/good.json' }, { url: '/gone.json' }];
    const harness = sourceHarness(http({ baseUrl: server.url, requests }));
    const { report } = await harness.run({ now });
    expect(report.status).to.equal('failed');
    expect(report.error?.message)
      .to.match(/^2 of 3 requests failed/)
      .and.include('/missing.json')
      .and.include('/gone.json');
    expect(await harness.landed()).to.have.length(1);
    await harness.run({ now });
    expect(server.log.map(({ request }) => request.path)).to.deep.equal([
      '/missing.json',
      '/good.json',
      '/gone.json',
      '/missing.json',
      '/gone.json',
    ]);
  });
});
