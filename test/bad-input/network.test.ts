import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { generate } from 'selfsigned';
import { hatchery } from '../../cli/test/support/hatchery.ts';
import { badProject, buildAll, canary, httpStream, landedIn } from './support/bad-project.ts';
import { expectFailure } from './support/expect-failure.ts';
import { served, startServer } from './support/start-server.ts';

const json = { 'content-type': 'application/json' };
/** Failures that may pass are not waited for. */
const once = ['run', '-a', '--retries', '0'];

const cursor = `      pagination: { kind: cursor, path: next, name: cursor }
      items: events
`;

describe('bad input: the network', function () {
  this.timeout(60_000);
  before(buildAll);

  it('a port that refuses', async () => {
    // A server that is gone: its port is free again.
    const { url } = await (async () => {
      await using server = await startServer((_request, response) => response.end());
      return server;
    })();
    await using at = await badProject({ 'hatchery.yaml': httpStream(url) });
    const says = [new URL(url).host, 'ECONNREFUSED', /one +failed/];
    await expectFailure(at, once, { code: 1, error: 'NETWORK', says });
  });

  it('a host without an address, not asked for twice', async () => {
    await using at = await badProject({ 'hatchery.yaml': httpStream('https://audit.acme.invalid/logs') });
    const says = ['There is no host named audit.acme.invalid', 'misspelling'];
    await expectFailure(at, ['run', '-a'], { code: 1, error: 'NETWORK', says });
  });

  it('a certificate that nobody vouches for, not asked for twice', async () => {
    const certificate = await generate([{ name: 'commonName', value: 'stranger' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    let requests = 0;
    const tls = createTlsServer({ key: certificate.private, cert: certificate.cert }, (_request, response) => {
      requests += 1;
      response.end('{}');
    });
    await using server = await served(tls, 'https', () => requests);
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
    const says = ['TLS certificate', new URL(server.url).host, 'NODE_EXTRA_CA_CERTS'];
    await expectFailure(at, ['run', '-a'], { code: 1, error: 'NETWORK', says });
    expect(server.requests()).to.equal(0);
  });

  it('plain HTTP where TLS is expected', async () => {
    await using server = await startServer((_request, response) => response.end('{}'));
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url.replace('http:', 'https:')) });
    await expectFailure(at, once, { code: 1, error: 'NETWORK', says: [new URL(server.url).host] });
  });

  it('401 with the secret in its body, not asked for twice', async () => {
    await using server = await startServer(({ headers }, response) => {
      response.writeHead(401, json).end(JSON.stringify({ error: 'invalid_token', you_sent: headers.authorization }));
    });
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
    const { stdout } = await expectFailure(at, ['run', '-a'], {
      code: 1,
      error: 'UNAUTHORIZED',
      says: ['401', 'invalid_token'],
    });
    expect(stdout).to.include('[secret]').and.include('hint:');
    // One for people, one with --json.
    expect(server.requests()).to.equal(2);
  });

  it('HTML where JSON should be', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
    });
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url, cursor) });
    await expectFailure(at, ['run', '-a'], {
      code: 1,
      error: 'HTTP_BODY',
      says: ['was to answer with JSON, but sent', 'Sign in', 'login page'],
    });
  });

  for (const [what, cut] of [
    [
      'shorter than its length',
      (response: ServerResponse) => response.writeHead(200, { ...json, 'content-length': 5_000 }),
    ],
    ['in chunks without an end', (response: ServerResponse) => response.writeHead(200, json)],
  ] as const) {
    it(`a body cut in the middle, ${what}`, async () => {
      await using server = await startServer((_request, response) => {
        cut(response).write('{"events":[1,2,', () => response.destroy());
      });
      await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
      const says = [new URL(server.url).host, /one +failed +0/];
      await expectFailure(at, once, { code: 1, error: 'NETWORK', says });
    });
  }

  it('a body cut once lands whole at the next try', async () => {
    const whole = '{"events":[1,2,3]}';
    await using server = await startServer((_request, response) => {
      if (server.requests() > 1) return void response.writeHead(200, json).end(whole);
      response.writeHead(200, { ...json, 'content-length': whole.length }).write('{"ev', () => response.destroy());
    });
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url) });
    const { code, stderr } = await hatchery(['run', '-a'], { cwd: at.cwd, env: { TOKEN: canary } });
    expect(code, stderr).to.equal(0);
    const [name = '', ...more] = await landedIn(at);
    expect(more).to.deep.equal([]);
    expect(await readFile(name, 'utf8')).to.equal(whole);
  });

  it('a page cursor that repeats: what came before is kept, whole', async () => {
    const pages = [
      { events: [1], next: 'a' },
      { events: [2], next: 'b' },
      { events: [3], next: 'a' },
    ];
    const at0 = new Map([
      [null, 0],
      ['a', 1],
      ['b', 2],
    ] as [string | null, number][]);
    await using server = await startServer(({ url }, response) => {
      const asked = new URL(url ?? '/', 'http://localhost').searchParams.get('cursor');
      response.writeHead(200, json).end(JSON.stringify(pages[at0.get(asked) ?? 0]));
    });
    await using at = await badProject({ 'hatchery.yaml': httpStream(server.url, cursor) });
    await expectFailure(at, ['run', '-a'], { code: 1, error: 'CURSOR_REPEATED', says: ['"a"'], landed: 3 });
    for (const name of await landedIn(at)) JSON.parse(await readFile(name, 'utf8'));
    expect(server.requests()).to.be.below(10);
  });

  it('one that fails does not keep the others from landing', async () => {
    await using server = await startServer((_request, response) => response.writeHead(200, json).end('{"ok":1}'));
    const good = httpStream(server.url).replace('id: one', 'id: good').replace('streams:\n', '');
    const bad = httpStream('https://acme.invalid/');
    await using at = await badProject({ 'hatchery.yaml': bad + good });
    const says = [/one +failed/, /good +completed/, 'acme.invalid'];
    await expectFailure(at, once, { code: 1, error: 'NETWORK', says, landed: 1 });
  });
});
