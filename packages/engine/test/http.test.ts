import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { HatcheryError, type HttpClient, Secret } from '@hatchery/core';
import type { ResponseEvent } from '../src/events.ts';
import { createDispatcher } from '../src/http/dispatcher.ts';
import { createHttpClient, type HttpSessionOptions } from '../src/http/http-session.ts';
import { RateLimits } from '../src/http/rate-limits.ts';
import { httpServer, inTurn, ok, status } from './support/http-server.ts';

const quick = { retries: 3, base: 1, cap: 2, total: 10_000 };
const timeouts = { connect: 5_000, headers: 5_000, idle: 5_000 };

function client(options: Partial<HttpSessionOptions> = {}, limits = timeouts): HttpClient & AsyncDisposable {
  const dispatcher = createDispatcher(limits);
  const http = createHttpClient({
    dispatcher,
    limits: new RateLimits(),
    retry: quick,
    signal: new AbortController().signal,
    ...options,
  });
  return Object.assign(http, { [Symbol.asyncDispose]: () => dispatcher.destroy() });
}

async function failure(promise: Promise<unknown>): Promise<HatcheryError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(HatcheryError.is(error), String(error)).to.equal(true);
  return error as HatcheryError;
}

describe('pipe.http', () => {
  describe('requests', () => {
    it('sends method, query, headers, JSON and credentials', async () => {
      const seen: unknown[] = [];
      await using server = await httpServer((request, response) => {
        const { authorization, 'x-key': key, 'content-type': type } = request.headers;
        void readText(request).then((body) => {
          seen.push([request.method, request.url, authorization, key, type, body]);
          response.end('{}');
        });
      });
      await using http = client();
      const query = { a: 1, b: ['x', 'y'], c: undefined, d: null, 'e f': 'ü&' };
      await http({
        url: `${server.url}/p?z=0`,
        query,
        json: { k: [1] },
        auth: { bearer: new Secret('bearer-value') },
        headers: { 'X-Key': new Secret('x-key-value'), skip: undefined },
      });
      await http({ url: server.url, auth: { basic: { username: 'AC1', password: new Secret('pw:ü') } } });
      expect(seen).to.deep.equal([
        [
          'POST',
          '/p?z=0&a=1&b=x&b=y&e+f=%C3%BC%26',
          'Bearer bearer-value',
          'x-key-value',
          'application/json',
          '{"k":[1]}',
        ],
        ['GET', '/', `Basic ${Buffer.from('AC1:pw:ü').toString('base64')}`, undefined, undefined, ''],
      ]);
    });

    it('keeps evidence of a request, without secrets', async () => {
      await using server = await httpServer(
        ok('[]', { etag: '"v1"', 'x-request-id': 'r-1', date: 'Wed, 04 Mar 2026 12:00:00 GMT' }),
      );
      await using http = client();
      const url = server.url.replace('//', '//user:hunter2@');
      const { evidence } = await http({ url: `${url}/logs`, query: { key: new Secret('s3cr3t-value'), page: 2 } });
      expect(evidence).to.deep.include({
        method: 'GET',
        status: 200,
        etag: '"v1"',
        requestId: 'r-1',
        date: 'Wed, 04 Mar 2026 12:00:00 GMT',
        retries: 0,
      });
      expect(evidence.url).to.equal(`${server.url}/logs?key=[secret]&page=2`);
    });

    it('tells how each try ended, without secrets: by a status, or by an error', async () => {
      const told: ResponseEvent[] = [];
      const { listener } = inTurn(
        status(503),
        (_, response) => void response.socket?.resetAndDestroy(),
        status(302, { location: '/moved' }),
        ok(),
      );
      await using server = await httpServer(listener);
      await using http = client({ onResponse: (response) => told.push(response) });
      const before = Date.now();
      await http({ url: server.url, query: { key: new Secret('s3cr3t-value-of-a-query') } });
      const ends = told.map(({ attempt, status: code, error }) => [attempt, code, error]);
      expect(ends).to.deep.equal([
        [1, 503, undefined],
        [2, undefined, 'NETWORK'],
        [3, 200, undefined],
      ]);
      for (const { method, url, startedAt, durationMs } of told) {
        expect([method, url]).to.deep.equal(['GET', `${server.url}/?key=[secret]`]);
        expect(startedAt.getTime()).to.be.within(before, Date.now());
        expect(durationMs).to.be.within(0, Date.now() - before + 1);
      }
    });

    it('refuses what is no http URL', async () => {
      await using http = client();
      for (const url of ['file:///etc/passwd', '/relative', '', 'ftp://x/'])
        expect((await failure(http(url))).code).to.equal('NETWORK');
    });
  });

  describe('answers', () => {
    it('keeps whole numbers that JavaScript cannot hold, as strings', async () => {
      await using server = await httpServer(
        ok('{"cursor":9007199254740993,"neg":-9007199254740995,"f":1.5,"big":1e300,"s":"12345678901234567890"}'),
      );
      await using http = client();
      const json = await (await http(server.url)).json();
      expect(json).to.deep.equal({
        cursor: '9007199254740993',
        neg: '-9007199254740995',
        f: 1.5,
        big: 1e300,
        s: '12345678901234567890',
      });
    });

    it('says what came in place of JSON', async () => {
      await using http = client();
      const cases = [
        ['<!doctype html><html><head><title>Sign in to Acme</title>', 'text/html', 'Sign in to Acme'],
        ['', 'application/json', 'an empty body'],
        ['{"cut": ', 'application/json', '{"cut":'],
      ] as const;
      for (const [body, type, shown] of cases) {
        await using server = await httpServer(ok(body, { 'content-type': type }));
        const error = await failure((await http(server.url)).json());
        expect(error.code).to.equal('HTTP_BODY');
        expect(error.message).to.include(shown);
      }
    });

    it('undoes a content coding that nobody asked for', async () => {
      const body = gzipSync('{"a":1}');
      await using server = await httpServer(
        (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
      );
      await using http = client();
      expect(await (await http(server.url)).json()).to.deep.equal({ a: 1 });
    });

    it('takes no header for a word of JavaScript', async () => {
      await using server = await httpServer(
        ok('plain', { 'content-encoding': 'constructor', 'content-type': '__proto__' }),
      );
      await using http = client();
      expect(await (await http(server.url)).text()).to.equal('plain');
    });

    it('gives a body as a stream, and refuses one that is too large for memory', async () => {
      await using server = await httpServer(ok('x'.repeat(100_000)));
      await using http = client();
      expect(await readText((await http({ url: server.url, stream: true })).body)).to.have.length(100_000);
      const error = await failure(http({ url: server.url, maxBytes: 99_999 }));
      expect(error.code).to.equal('HTTP_BODY');
      expect(await (await http({ url: server.url, maxBytes: 100_000 })).text()).to.have.length(100_000);
    });

    it('takes other statuses for an answer only when told', async () => {
      await using server = await httpServer(status(304));
      await using http = client();
      expect((await http({ url: server.url, accept: [304] })).status).to.equal(304);
      expect((await failure(http(server.url))).code).to.equal('HTTP_STATUS');
    });
  });

  describe('trying again', () => {
    for (const code of [408, 425, 429, 500, 502, 503, 504]) {
      it(`asks again after ${code}`, async () => {
        const { listener, seen } = inTurn(status(code), status(code), ok('"done"'));
        await using server = await httpServer(listener);
        await using http = client();
        const response = await http({ url: `${server.url}/same`, query: { page: 3 } });
        expect(await response.json()).to.equal('done');
        expect(response.evidence.retries).to.equal(2);
        expect(seen.map(({ url }) => url)).to.deep.equal(Array(3).fill('/same?page=3'));
      });
    }

    for (const [code, expected] of [
      [400, 'HTTP_STATUS'],
      [401, 'UNAUTHORIZED'],
      [403, 'UNAUTHORIZED'],
      [404, 'HTTP_STATUS'],
      [410, 'HTTP_STATUS'],
    ] as const) {
      it(`never asks again after ${code}`, async () => {
        const { listener, seen } = inTurn(status(code, {}, 'no'));
        await using server = await httpServer(listener);
        await using http = client();
        const error = await failure(http(server.url));
        expect(error.code).to.equal(expected);
        expect(error.message).to.include(`answered ${code}: no`);
        expect(seen).to.have.length(1);
      });
    }

    it('asks again when a body is cut short of its declared length, or its connection is reset', async () => {
      const { listener, seen } = inTurn(
        (_, response) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('half');
          setImmediate(() => response.destroy());
        },
        (request) => void request.socket.destroy(),
        ok('"whole"'),
      );
      await using server = await httpServer(listener);
      await using http = client();
      expect(await (await http(server.url)).json()).to.equal('whole');
      expect(seen).to.have.length(3);
    });

    it('gives up after the retries, saying the last failure', async () => {
      const { listener, seen } = inTurn(status(503, {}, 'still down'));
      await using server = await httpServer(listener);
      await using http = client();
      const error = await failure(http(server.url));
      expect(error).to.include({ code: 'HTTP_STATUS', transient: true });
      expect(error.message).to.include('still down');
      expect(seen).to.have.length(4);
    });

    it('sends a request without retry only once', async () => {
      const { listener, seen } = inTurn(status(503));
      await using server = await httpServer(listener);
      await using http = client();
      await failure(http({ url: server.url, retry: false }));
      expect(seen).to.have.length(1);
    });

    it('waits as long as the answer asks, without counting that as a failure', async () => {
      const waits: number[] = [];
      const soon = new Date(Math.ceil(Date.now() / 1000) * 1000);
      const date = soon.toUTCString();
      const later = (seconds: number): number => soon.getTime() / 1000 + seconds;
      const limits = [
        { 'retry-after': '7' },
        { 'retry-after': new Date(soon.getTime() + 8_000).toUTCString(), date },
        { 'x-rate-limit-reset': String(later(9)), date },
        { 'x-ratelimit-reset': new Date(soon.getTime() + 10_000).toISOString(), date },
        { 'ratelimit-reset': '11' },
        { 'x-ratelimit-reset': String(later(-60)), date },
      ];
      const { listener } = inTurn(...limits.map((headers) => status(429, headers as Record<string, string>)), ok());
      await using server = await httpServer(listener);
      await using http = client({
        retry: { ...quick, retries: 1, total: 100_000 },
        wait: async (waitMs) => void waits.push(waitMs),
      });
      await http(server.url);
      const own = waits.filter((_, i) => i % 2 === 0);
      expect(waits.map((wait) => Math.floor(wait / 1000)).filter((wait) => wait > 0)).to.include.members([
        7, 8, 9, 10, 11,
      ]);
      expect(own.length).to.be.greaterThan(0);
    });

    it('does not take the reset header that some services send with every answer for a wish to wait', async () => {
      const reset = String(Math.floor(Date.now() / 1000) + 3_000);
      const { listener } = inTurn(
        status(502, { 'x-ratelimit-reset': reset, 'x-ratelimit-remaining': '4999' }),
        ok('1'),
      );
      await using server = await httpServer(listener);
      await using http = client();
      expect(await (await http(server.url)).json()).to.equal(1);
    });

    it('takes a 403 that carries a limit for what it is', async () => {
      const { listener } = inTurn(status(403, { 'x-ratelimit-remaining': '0', 'retry-after': '0' }), ok('1'));
      await using server = await httpServer(listener);
      await using http = client();
      expect(await (await http(server.url)).json()).to.equal(1);
    });

    it('fails at once when the wait asked for is longer than the total allows', async () => {
      const { listener, seen } = inTurn(status(429, { 'retry-after': '3600' }));
      await using server = await httpServer(listener);
      await using http = client();
      expect((await failure(http(server.url))).code).to.equal('RATE_LIMITED');
      expect(seen).to.have.length(1);
    });

    it('makes all that share a limit wait for it, and nobody else', async () => {
      const limits = new RateLimits();
      const waited: string[] = [];
      const { listener } = inTurn(status(429, { 'retry-after': '5' }), ok());
      await using server = await httpServer(listener);
      const as = (name: string) =>
        client({ limits, retry: { ...quick, total: 60_000 }, wait: async () => void waited.push(name) });
      await using first = as('first');
      await using same = as('same');
      await using other = as('other');
      const url = server.url;
      await first({ url, auth: { bearer: new Secret('org-a') } });
      await same({ url, auth: { bearer: new Secret('org-a') } });
      await other({ url, auth: { bearer: new Secret('org-b') } });
      expect(waited).to.include.members(['first', 'same']);
      expect(waited).to.not.include('other');
    });
  });

  describe('networks that fail', () => {
    it('says that a port refuses', async () => {
      const server = await httpServer(ok());
      await server[Symbol.asyncDispose]();
      await using http = client();
      const error = await failure(http(server.url));
      expect(error).to.include({ code: 'NETWORK', transient: true });
      expect(error.message).to.include('ECONNREFUSED');
    });

    it('says that a host has no address, at once', async () => {
      await using http = client({ onRequest: (_m, _u, attempt) => expect(attempt).to.equal(1) });
      const error = await failure(http('http://nowhere.invalid/'));
      expect(error.code).to.equal('NETWORK');
    });

    for (const [what, limits] of [
      ['headers', { ...timeouts, headers: 50 }],
      ['rest', { ...timeouts, idle: 50 }],
    ] as const) {
      it(`does not wait for ever for ${what}`, async () => {
        const { listener, seen } = inTurn((_, response) => {
          if (what === 'rest') response.writeHead(200, { 'content-length': '10' }).write('x');
        });
        await using server = await httpServer(listener);
        await using http = client({ retry: { ...quick, retries: 1 } }, limits);
        expect((await failure(http(server.url))).code).to.equal('TIMEOUT');
        expect(seen).to.have.length(2);
      });
    }

    it('ends with the signal, also in the middle of a body or a wait', async () => {
      const stop = new AbortController();
      await using server = await httpServer((_, response) => {
        response.writeHead(200, { 'content-length': '10' }).write('x');
        setImmediate(() => stop.abort(new HatcheryError('CANCELLED', 'stop')));
      });
      await using http = client({ signal: stop.signal });
      expect((await failure(http(server.url))).code).to.equal('CANCELLED');
    });
  });

  describe('redirects', () => {
    it('follows them, with credentials only to the same origin', async () => {
      const seen: unknown[] = [];
      await using other = await httpServer((request, response) => {
        seen.push(['other', request.headers.authorization, request.headers['x-key'], request.headers['x-plain']]);
        response.end('"there"');
      });
      await using server = await httpServer((request, response) => {
        seen.push(['first', request.headers.authorization]);
        const location = request.url === '/' ? '/second' : other.url;
        response.writeHead(302, { location }).end();
      });
      await using http = client();
      const response = await http({
        url: server.url,
        auth: { bearer: new Secret('bearer-value') },
        headers: { 'x-key': new Secret('other-key'), 'x-plain': 'p' },
      });
      expect(await response.json()).to.equal('there');
      expect(seen).to.deep.equal([
        ['first', 'Bearer bearer-value'],
        ['first', 'Bearer bearer-value'],
        ['other', undefined, undefined, undefined],
      ]);
    });

    it('does not carry a body to another origin', async () => {
      const { listener, seen } = inTurn(ok());
      await using other = await httpServer(listener);
      await using server = await httpServer(status(307, { location: other.url }));
      await using http = client({ retry: { ...quick, retries: 0 } });
      const error = await failure(
        http({ url: server.url, json: { client_secret: 'x' }, headers: { 'x-api-key': 'plain' } }),
      );
      expect(error.code).to.equal('NETWORK');
      expect(seen).to.have.length(0);
    });

    it('does not go round for ever', async () => {
      const { listener, seen } = inTurn(status(302, { location: '/' }));
      await using server = await httpServer(listener);
      await using http = client({ retry: { ...quick, retries: 0 } });
      expect((await failure(http(server.url))).code).to.equal('NETWORK');
      expect(seen).to.have.length(6);
    });

    it('does not leave the web', async () => {
      await using server = await httpServer(status(302, { location: 'file:///etc/passwd' }));
      await using http = client({ retry: { ...quick, retries: 0 } });
      expect((await failure(http(server.url))).code).to.equal('NETWORK');
    });
  });

  it('shows no secret that a server sends back', async () => {
    const canary = 'canary/tok+en=ß"x';
    const echoes = [
      canary,
      encodeURIComponent(canary),
      JSON.stringify(canary),
      Buffer.from(canary).toString('base64'),
      JSON.stringify(canary).replaceAll('/', '\\/'),
    ];
    for (const echo of echoes) {
      await using server = await httpServer(
        status(400, { 'content-type': 'text/plain; charset=utf-8' }, `${'x'.repeat(290)} bad token ${echo}`),
      );
      await using http = client();
      const error = await failure(
        http({ url: server.url, auth: { bearer: new Secret(canary) }, query: { token: new Secret(canary) } }),
      );
      for (const text of [error.message, error.hint ?? '', JSON.stringify(error.context), error.stack ?? '']) {
        for (const spelling of echoes) expect(text).to.not.include(spelling);
      }
    }
  });
});
