import { connect } from 'node:net';
import { type ApiServer, faults, jsonReply, startApiServer } from '@hatchery/testkit';
import { expect } from 'chai';

const body = { text: 'x'.repeat(1000) };
const start = (): Promise<ApiServer> => startApiServer({ handle: () => jsonReply(body) });

/** What comes over a bare connection until it ends: the bytes, and whether it was cut. */
function raw(server: ApiServer): Promise<{ bytes: string; cut: boolean }> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: local\r\nauthorization: Bearer key\r\n\r\n');
  let bytes = '';
  socket.setEncoding('utf8').on('data', (chunk) => (bytes += chunk));
  return new Promise((resolve) => {
    socket.on('error', () => resolve({ bytes, cut: true })).on('end', () => resolve({ bytes, cut: false }));
  });
}

function bodyLength(bytes: string): number {
  return bytes.length - bytes.indexOf('\r\n\r\n') - 4;
}

describe('faults', () => {
  it('resets before the answer', async () => {
    await using server = await start();
    server.inject(faults.reset('before'));
    expect(await raw(server)).to.deep.equal({ bytes: '', cut: true });
    expect(server.log[0]?.reply).to.equal(undefined);
  });

  it('resets in the middle of the body', async () => {
    await using server = await start();
    server.inject(faults.reset('body'));
    const { bytes, cut } = await raw(server);
    expect(cut).to.equal(true);
    expect(bytes).to.include('content-length: 1011');
    expect(bodyLength(bytes)).to.equal(505);
  });

  it('resets after the whole answer', async () => {
    await using server = await start();
    server.inject(faults.reset('after'));
    const { bytes, cut } = await raw(server);
    expect(cut).to.equal(true);
    expect(bodyLength(bytes)).to.equal(1011);
  });

  it('truncates, ending in good order', async () => {
    await using server = await start();
    server.inject(faults.truncate());
    const { bytes, cut } = await raw(server);
    expect(cut).to.equal(false);
    expect(bytes).to.include('content-length: 1011');
    expect(bodyLength(bytes)).to.equal(505);
  });

  for (const at of ['headers', 'body'] as const) {
    it(`hangs before the end of the ${at} until the server closes`, async () => {
      const server = await start();
      server.inject(faults.hang(at));
      const asked = raw(server);
      while (server.log.length === 0) await new Promise(setImmediate);
      await server.close();
      expect(bodyLength((await asked).bytes)).to.be.below(1011);
    });
  }

  it('answers statuses, web pages and delayed or changed answers', async () => {
    await using server = await start();
    server.inject(faults.status(503, { headers: { 'retry-after': '7' }, body: 'later' }));
    server.inject(faults.html(), { after: 1 });
    server.inject(faults.delay(1), { after: 2 });
    server.inject(
      faults.rewrite((reply, request) => ({ ...reply, body: `${request.number}` })),
      { after: 3 },
    );
    const answers = [];
    for (let n = 0; n < 5; n += 1) {
      const response = await fetch(server.url);
      answers.push([response.status, response.headers.get('retry-after'), (await response.text()).slice(0, 15)]);
    }
    const usual = JSON.stringify(body).slice(0, 15);
    expect(answers).to.deep.equal([
      [503, '7', 'later'],
      [200, null, '<!doctype html>'],
      [200, null, usual],
      [200, null, '3'],
      [200, null, usual],
    ]);
  });

  it('says credentials back', async () => {
    await using server = await start();
    server.inject(faults.echoCredentials());
    const response = await fetch(`${server.url}/?key=in-query`, {
      method: 'POST',
      body: 'in-body',
      headers: { authorization: 'Bearer canary' },
    });
    expect(response.status).to.equal(500);
    expect(response.headers.get('x-debug-authorization')).to.equal('Bearer canary');
    expect(await response.text())
      .to.include('Bearer canary')
      .and.include('in-query')
      .and.include('in-body');
  });

  it('takes only the requests it is for, after as many and as often as told, until it is healed', async () => {
    await using server = await start();
    server.inject(faults.status(503), { when: ({ path }) => path === '/b', after: 1, times: 2 });
    server.inject(faults.status(500), { when: ({ path }) => path === '/c', times: 99 });
    const statuses = [];
    for (const path of ['/b', '/a', '/b', '/b', '/b', '/c']) statuses.push((await fetch(server.url + path)).status);
    expect(statuses).to.deep.equal([200, 200, 503, 503, 200, 500]);
    server.heal();
    expect((await fetch(`${server.url}/c`)).status).to.equal(200);
  });
});
