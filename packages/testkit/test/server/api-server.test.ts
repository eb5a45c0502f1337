import { bearerToken, faults, jsonReply, ManualClock, retryAfter, startApiServer, textReply } from '@hatchery/testkit';
import { expect } from 'chai';

const hello = { handle: () => jsonReply({ hello: 'bird' }) };

describe('local server', () => {
  it('answers, counts and remembers what was asked', async () => {
    await using server = await startApiServer(hello);
    const response = await fetch(`${server.url}/a/b?x=1&x=2`, { method: 'POST', body: 'žluťoučký' });
    expect(await response.json()).to.deep.equal({ hello: 'bird' });
    expect(response.headers.get('content-length')).to.equal('16');
    const [entry] = server.log;
    expect(entry?.request).to.include({ number: 0, method: 'POST', path: '/a/b', body: 'žluťoučký' });
    expect(entry?.request.query.getAll('x')).to.deep.equal(['1', '2']);
    expect(Buffer.from(entry?.reply?.bytes ?? []).toString()).to.equal('{"hello":"bird"}');
  });

  it('listens on the loopback interface only, each on a port of its own', async () => {
    await using one = await startApiServer(hello);
    await using other = await startApiServer(hello);
    expect(one.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(one.url).not.to.equal(other.url);
  });

  it('refuses who may not ask, before anything else', async () => {
    await using server = await startApiServer({
      ...hello,
      authorize: (request) => (bearerToken(request) === 'key' ? undefined : textReply(401, 'no')),
    });
    expect((await fetch(server.url)).status).to.equal(401);
    expect((await fetch(server.url, { headers: { authorization: 'Basic key' } })).status).to.equal(401);
    expect((await fetch(server.url, { headers: { authorization: 'Bearer key' } })).status).to.equal(200);
  });

  it("limits by the clock it is given, and tells the vendor's way when to come back", async () => {
    const clock = new ManualClock('2026-01-01T00:00:00Z');
    await using server = await startApiServer(
      { ...hello, limited: (wait, time) => textReply(429, 'slow down', retryAfter('date', wait, time)) },
      { clock, rateLimit: { requests: 2, per: 1500 } },
    );
    const ask = async (): Promise<number> => (await fetch(server.url)).status;
    expect([await ask(), await ask(), await ask(), await ask()]).to.deep.equal([200, 200, 429, 429]);
    const refused = await fetch(server.url);
    expect(refused.headers.get('date')).to.equal('Thu, 01 Jan 2026 00:00:00 GMT');
    expect(refused.headers.get('retry-after')).to.equal('Thu, 01 Jan 2026 00:00:02 GMT');
    clock.advance(1499);
    expect(await ask()).to.equal(429);
    clock.advance(1);
    expect([await ask(), await ask(), await ask()]).to.deep.equal([200, 200, 429]);
  });

  it('closes although a request hangs, and again without harm', async () => {
    const server = await startApiServer(hello);
    let arrived: () => void = () => {};
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    server.inject(() => arrived());
    const asked = fetch(server.url).then(
      () => 'answered',
      () => 'cut',
    );
    await waiting;
    await server.close();
    await server.close();
    expect(await asked).to.equal('cut');
  });

  it('reports a mistake in a handler when it is closed', async () => {
    const server = await startApiServer({
      handle: () => {
        throw new Error('a mistake');
      },
    });
    expect(await fetch(server.url).then(String, () => 'cut')).to.equal('cut');
    const closing = await server.close().then(String, String);
    expect(closing).to.include('a mistake');
  });

  it('does not mind clients that go away', async () => {
    await using server = await startApiServer(hello);
    const stop = new AbortController();
    server.inject(faults.observe(() => stop.abort()));
    expect(await fetch(server.url, { signal: stop.signal }).then(String, () => 'gone')).to.equal('gone');
    expect((await fetch(server.url)).status).to.equal(200);
  });
});
