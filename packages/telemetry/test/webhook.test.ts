import { expect } from 'chai';
import { HatcheryError, Secret } from '@hatchery/core';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { closedPort, cut, hang, ok, type Received, receiver, status } from './support/receiver.ts';
import { facts, outcomeOf, streamReport } from './support/sample-run.ts';
import { told } from './support/told.ts';

const key = `whsec_${Buffer.alloc(24, 'k').toString('base64')}`;

const bodyOf = (received: Received | undefined): Record<string, unknown> =>
  JSON.parse(received?.body.toString() ?? '') as Record<string, unknown>;

describe('a webhook', () => {
  it('is sent what `run --json` prints, and which run on which machine it is about', async () => {
    await using server = await receiver();
    const headers = { 'X-Team': 'security' };
    const webhook = {
      url: `${server.url}/hook?token=abc`,
      headers,
      secretHeaders: { Authorization: 'Bearer t0ken-t0ken' },
    };
    const outcome = outcomeOf([streamReport('größe/日本 \u{1f423}')]);
    expect(await told({ webhook }, { outcome })).to.deep.equal([]);
    const [request] = server.received;
    expect(server.received).to.have.length(1);
    expect(request).to.include({ method: 'POST', path: '/hook?token=abc' });
    expect(request?.headers).to.include({
      'content-type': 'application/json',
      'x-team': 'security',
      authorization: 'Bearer t0ken-t0ken',
      'user-agent': 'hatchery/1.2.3',
    });
    const body = bodyOf(request);
    expect(body).to.include({
      type: 'hatchery.run.ended',
      run: facts.run,
      startedAt: '2026-11-01T10:00:00.000Z',
      endedAt: '2026-11-01T10:00:02.500Z',
      durationMs: 2_500,
      exitCode: 0,
    });
    expect(body['host']).to.be.a('string').and.not.equal('');
    expect(body['versions']).to.deep.equal(facts.versions);
    expect(body['statuses']).to.deep.equal({ completed: 1 });
    expect(body['streams']).to.deep.equal(outcome.document['streams']);
    expect(body).not.to.have.property('omitted');
  });

  it('is sent the name and the password in its URL, unless a header says who asks', async () => {
    await using server = await receiver();
    const url = `http://team%40acme:p%C3%A4ss@127.0.0.1:${server.port}/hook`;
    await told({ webhook: { url } });
    await told({ webhook: { url, secretHeaders: { Authorization: 'Bearer t0ken-t0ken' } } });
    const [basic, bearer] = server.received.map(({ headers }) => headers.authorization);
    expect(basic).to.equal(`Basic ${Buffer.from('team@acme:päss').toString('base64')}`);
    expect(bearer).to.equal('Bearer t0ken-t0ken');
  });

  it('can tell by the signature who sent it, and that nobody changed it', async () => {
    await using server = await receiver();
    const outcome = outcomeOf([], { endedAt: new Date() });
    await told({ webhook: { url: server.url, secret: key } }, { outcome });
    const [request] = server.received;
    const headers = request?.headers as Record<string, string>;
    const body = request?.body.toString() ?? '';
    expect(new Webhook(key).verify(body, headers)).to.include({ run: facts.run });
    expect(headers['webhook-id']).to.equal(facts.run);
    expect(() => new Webhook(key).verify(body.replace('"exitCode":0', '"exitCode":1'), headers)).to.throw();
    const other = `whsec_${Buffer.alloc(24, 'x').toString('base64')}`;
    expect(() => new Webhook(other).verify(body, headers)).to.throw();
  });

  it('is not signed without a secret', async () => {
    await using server = await receiver();
    await told({ webhook: { url: server.url } });
    expect(server.received[0]?.headers).to.have.property('webhook-id');
    expect(server.received[0]?.headers).not.to.have.property('webhook-signature');
  });

  for (const faults of [
    [status(500), status(429)],
    [cut, status(503)],
  ]) {
    it('is tried again after what may pass, with the same id', async () => {
      await using server = await receiver(...faults, ok);
      expect(await told({ webhook: { url: server.url } })).to.deep.equal([]);
      const ids = server.received.map(({ headers }) => headers['webhook-id']);
      expect(ids).to.deep.equal([facts.run, facts.run, facts.run]);
    });
  }

  it('is given up after three tries, with a warning that shows nothing of its URL but the origin', async () => {
    await using server = await receiver(status(500));
    const [warning, ...more] = await told({ webhook: { url: `${server.url}/services/T0PS3CRET` } });
    expect(server.received).to.have.length(3);
    expect(more).to.deep.equal([]);
    expect(warning?.code).to.equal('REPORT_FAILED');
    expect(warning?.message).to.include(`to ${server.url}: it answered 500.`).and.not.include('T0PS3CRET');
  });

  for (const [name, code] of [
    ['refused', 401],
    ['not found', 404],
    ['too large', 413],
  ] as const) {
    it(`is not tried again when it is ${name}`, async () => {
      await using server = await receiver(status(code));
      const [warning] = await told({ webhook: { url: server.url } });
      expect(warning?.message).to.include(`answered ${code}`);
      expect(server.received).to.have.length(1);
    });
  }

  it('is not sent where a redirect points to', async () => {
    await using other = await receiver();
    await using server = await receiver(status(307, { location: other.url }));
    const [warning] = await told({ webhook: { url: server.url, secretHeaders: { 'x-key': 'for-one-server' } } });
    expect(warning?.message).to.include('redirects are not followed');
    expect([server.received.length, other.received.length]).to.deep.equal([1, 0]);
  });

  it('that never answers is given up', async () => {
    await using server = await receiver(hang);
    const [warning] = await told({ webhook: { url: server.url, timeout: '50ms' } });
    expect(warning?.message).to.include('no answer within 50 ms');
    expect(server.received).to.have.length(3);
  });

  it('whose answer never ends has been told', async () => {
    await using server = await receiver((response) => void response.writeHead(200).write('half'));
    expect(await told({ webhook: { url: server.url } })).to.deep.equal([]);
  });

  it('that is down, or speaks no TLS, is a warning', async () => {
    await using server = await receiver();
    const refused = { webhook: { url: `http://127.0.0.1:${await closedPort()}` } };
    const plain = { webhook: { url: server.url.replace('http:', 'https:') } };
    const [[down], [tls]] = await Promise.all([told(refused), told(plain)]);
    expect(down?.message).to.include('ECONNREFUSED');
    expect(tls?.code).to.equal('REPORT_FAILED');
    expect(server.received).to.deep.equal([]);
  });

  it('is reached through the proxy that the environment names', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const webhook = { url: 'https://hooks.example.com/x' };
    const [warning] = await told({ webhook }, { variables: { https_proxy: url, no_proxy: 'other.example' } });
    proxy.close();
    expect(new Set(asked)).to.deep.equal(new Set(['hooks.example.com:443']));
    expect(warning?.message).to.include('to https://hooks.example.com:');
  });

  it('is let go of when there is no more time', async () => {
    await using server = await receiver(hang);
    const controller = new AbortController();
    const ended = told({ webhook: { url: server.url } }, { signal: controller.signal });
    controller.abort(new HatcheryError('REPORT_FAILED', 'no more time'));
    expect((await ended).map(({ message }) => message)).to.deep.equal(['no more time']);
  });

  it('can be for failures only', async () => {
    await using server = await receiver();
    const webhook = { url: server.url, on: 'failure' };
    for (const exitCode of [0, 75]) await told({ webhook }, { outcome: outcomeOf([], { exitCode }) });
    expect(server.received).to.deep.equal([]);
    for (const exitCode of [1, 2, 3, 143]) await told({ webhook }, { outcome: outcomeOf([], { exitCode }) });
    expect(server.received.map((each) => bodyOf(each)['exitCode'])).to.deep.equal([1, 2, 3, 143]);
  });

  it('is told no secret that is still in what it is told', async () => {
    await using server = await receiver();
    const leaked = new Secret('canary/in+a"name').reveal();
    await told({ webhook: { url: server.url } }, { outcome: outcomeOf([streamReport(`of ${leaked}`)]) });
    const document = { error: { code: 'INTERNAL', message: encodeURIComponent(leaked) } };
    await told({ webhook: { url: server.url } }, { outcome: { endedAt: new Date(), exitCode: 2, document } });
    const [streams, error] = server.received.map(({ body }) => body.toString());
    expect(streams).to.include('"id":"of [secret]"').and.not.include('canary');
    expect(error).to.include('"message":"[secret]"').and.not.include('canary');
  });

  it('is told why nothing ran, and what stopped a run', async () => {
    await using server = await receiver();
    const error = { code: 'CONFIG_INVALID', message: 'The config is wrong.' };
    const failed = { endedAt: new Date(), exitCode: 2, document: { error }, errorCode: 'CONFIG_INVALID' };
    await told({ webhook: { url: server.url } }, { outcome: failed });
    await told({ webhook: { url: server.url } }, { outcome: outcomeOf([], { exitCode: 143, signal: 'SIGTERM' }) });
    expect(bodyOf(server.received[0])).to.deep.include({ error, exitCode: 2 });
    expect(bodyOf(server.received[1])).to.include({ signal: 'SIGTERM', exitCode: 143 });
  });

  it('gets a megabyte at most: without names of objects, then without streams that completed', async () => {
    await using server = await receiver();
    const objects = Array.from({ length: 100 }, (_, index) => `a/long/name/of/an/object/${index}.json.gz`);
    const report = (index: number) =>
      streamReport(`stream-${index}`, {
        objects,
        ...(index % 1_000 === 999 && { status: 'failed', error: new HatcheryError('NETWORK', 'It is down. ü') }),
      });
    for (const count of [1_000, 10_000]) {
      const streams = Array.from({ length: count }, (_, index) => report(index));
      await told({ webhook: { url: server.url } }, { outcome: outcomeOf(streams) });
    }
    const [thousand, tenThousand] = server.received.map(bodyOf);
    for (const { body } of server.received) expect(body.length).to.be.below(1_000_001);
    expect(thousand?.['omitted']).to.deep.equal({ objects: true, streams: 0 });
    expect(thousand?.['streams']).to.have.length(1_000);
    const kept = tenThousand?.['streams'] as { id: string; status: string }[];
    expect(tenThousand?.['omitted']).to.deep.equal({ objects: true, streams: 10_000 - kept.length });
    expect(kept.length).to.be.above(1_000);
    expect(kept.filter((each) => each.status === 'failed')).to.have.length(10);
    expect(tenThousand?.['statuses']).to.deep.equal({ completed: 9_990, failed: 10 });
  });

  it('of variables takes the place of the one in the config, whose headers are for another server', async () => {
    await using server = await receiver();
    await using configured = await receiver();
    const config = { webhook: { url: configured.url, secretHeaders: { 'x-key': 'for-the-other-server' } } };
    const variables = { HATCHERY_REPORT_URL: server.url, HATCHERY_REPORT_SECRET: key };
    expect(await told(config, { variables })).to.deep.equal([]);
    expect(configured.received).to.deep.equal([]);
    expect(server.received[0]?.headers).to.have.property('webhook-signature');
    expect(server.received[0]?.headers).not.to.have.property('x-key');
  });

  for (const [name, variables] of [
    ['HATCHERY_REPORT_URL', { HATCHERY_REPORT_URL: 'not-a-url-but-a-t0ken' }],
    [
      'HATCHERY_REPORT_SECRET',
      { HATCHERY_REPORT_URL: 'http://127.0.0.1:9/', HATCHERY_REPORT_SECRET: 'whsec_dG9vIHNob3J0' },
    ],
  ] as const) {
    it(`of variables that is wrong is a warning that names ${name} and not its value`, async () => {
      const [warning] = await told(undefined, { variables });
      expect(warning?.message)
        .to.include(name)
        .and.not.match(/t0ken|dG9v/);
    });
  }
});
