import { text } from 'node:stream/consumers';
import {
  type Fault,
  faults,
  inMemory,
  jsonReply,
  ManualClock,
  MemoryStore,
  onePasswordItems,
  onePasswordServer,
  type Reply,
  sourceHarness,
} from '@hatchery/testkit';
import { expect } from 'chai';
import onePassword from '../src/index.ts';
import { bodies, firstWindow, landedUuids, minutesLater, now, uuids } from './support.ts';

const auditevents = onePasswordItems('auditevents', 35, firstWindow);
const items = { auditevents };

/** An answer's JSON, changed. */
function changed(change: (body: Record<string, unknown>) => unknown): Fault {
  return faults.rewrite((reply: Reply) => jsonReply(change(JSON.parse(String(reply.body)))));
}

describe('1password: when the service fails', () => {
  const passing: Record<string, Fault> = {
    'answers 503': faults.status(503),
    'answers 500': faults.status(500, { body: '{"Error":{"Message":"Internal Server Error"}}' }),
    'cuts the connection in the middle of a page': faults.reset('body'),
    'cuts the connection after a page': faults.reset('after'),
    'ends a page too early': faults.truncate(),
  };
  for (const [name, fault] of Object.entries(passing)) {
    it(`asks for the same page again when it ${name}`, async () => {
      await using server = await onePasswordServer({ items });
      const harness = sourceHarness(
        onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
      );
      server.inject(fault, { after: 1, times: 2 });
      const { report } = await harness.run({ now });
      expect(report.status, String(report.error)).to.equal('completed');
      expect(await landedUuids(harness)).to.deep.equal(uuids(auditevents));
    });
  }

  for (const form of ['seconds', 'date', 'none'] as const) {
    it(`goes on after a 429 that says when to come back in this form: ${form}`, async () => {
      const clock = new ManualClock(now);
      await using server = await onePasswordServer({
        items,
        clock,
        retryAfter: form,
        rateLimit: { requests: 2, per: 1000 },
      });
      const harness = sourceHarness(
        onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
      );
      const onEvent = ({ type }: { type: string }): void => {
        if (type === 'waiting') clock.advance(1000);
      };
      const { report } = await harness.run({ now, onEvent });
      expect(report.status, String(report.error)).to.equal('completed');
      expect(bodies(server)).to.have.length(5);
      expect(await landedUuids(harness)).to.deep.equal(uuids(auditevents));
    });
  }

  const lasting: Record<string, { fault: Fault; code: string }> = {
    'sends a web page': { fault: faults.html(), code: 'HTTP_BODY' },
    'sends no cursor': { fault: changed((body) => ({ ...body, cursor: undefined })), code: 'HTTP_BODY' },
    'sends an empty cursor': { fault: changed((body) => ({ ...body, cursor: '' })), code: 'HTTP_BODY' },
    'sends no items': { fault: changed((body) => ({ ...body, items: undefined })), code: 'HTTP_BODY' },
    'sends its error with 200': { fault: changed(() => ({ Error: { Message: 'Bad Request' } })), code: 'HTTP_BODY' },
    'answers 404': { fault: faults.status(404), code: 'HTTP_STATUS' },
  };
  for (const [name, { fault, code }] of Object.entries(lasting)) {
    it(`fails with ${code} and keeps its place when it ${name}`, async () => {
      await using server = await onePasswordServer({ items });
      const harness = sourceHarness(
        onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
      );
      server.inject(fault, { after: 2 });
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'failed', objectCount: 2, requests: 3 });
      expect(report.error?.code).to.equal(code);
      expect((await harness.run({ now })).report.status).to.equal('completed');
      expect(await landedUuids(harness)).to.deep.equal(uuids(auditevents));
    });
  }

  it('fails when a reset is refused, instead of asking for ever', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
    );
    server.inject(faults.status(400, { body: '{"Error":{"Message":"Bad Request"}}' }), { after: 1, times: 9 });
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', requests: 3 });
    expect(report.error?.message).to.include('Bad Request');
  });

  it('does not go round in circles when a cursor repeats', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'], limit: 10 }),
    );
    let repeated: unknown;
    server.inject(
      changed((body) => (repeated = body)),
      { after: 1 },
    );
    server.inject(
      changed(() => repeated),
      { after: 2, times: 50 },
    );
    const { report } = await harness.run({ now });
    expect(report.error?.code).to.equal('CURSOR_REPEATED');
    expect(report.requests).to.equal(3);
    server.heal();
    await harness.run({ now });
    expect(await landedUuids(harness)).to.deep.equal(uuids(auditevents));
  });

  it('takes a last page that gives back its own cursor', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'] }),
    );
    await harness.run({ now });
    const { report } = await harness.run({ now: minutesLater(10) });
    expect(report).to.include({ status: 'completed', objectCount: 0, requests: 1 });
  });

  it('gives up on a wrong token at once', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(onePassword({ token: 'wrong.jwt.token', baseUrl: server.baseUrl }));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', requests: 1, objectCount: 0 });
    expect(report.error?.code).to.equal('UNAUTHORIZED');
    expect(report.error?.hint).to.include('region');
    const outcome = await harness.check();
    expect(outcome.status === 'failed' && outcome.error.code).to.equal('UNAUTHORIZED');
    expect(server.log).to.have.length(2);
  });

  it('says one thing when a wrong token is refused for every feed', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({
        token: 'wrong.jwt.token',
        baseUrl: server.baseUrl,
        feeds: ['auditevents', 'itemusages', 'signinattempts'],
      }),
    );
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', requests: 3 });
    expect(report.error?.code).to.equal('UNAUTHORIZED');
  });

  it('checks a token by what it may read, and collects nothing', async () => {
    await using server = await onePasswordServer({ items, features: ['auditevents'] });
    const source = { token: server.token, baseUrl: server.baseUrl };
    expect(await sourceHarness(onePassword(source)).check()).to.deep.equal({ status: 'ok' });
    const outcome = await sourceHarness(onePassword({ ...source, feeds: ['auditevents', 'itemusages'] })).check();
    expect(outcome.status === 'failed' && outcome.error.message).to.equal(
      'The 1Password token may not read itemusages.',
    );
    expect(server.log.map(({ request }) => request.method)).to.deep.equal(['GET', 'GET']);
  });

  it('refuses a token that may read nothing', async () => {
    await using server = await onePasswordServer({ features: [] });
    const harness = sourceHarness(onePassword({ token: server.token, baseUrl: server.baseUrl }));
    const { report } = await harness.run({ now });
    expect(report.error?.code).to.equal('UNAUTHORIZED');
  });

  for (const status of [400, 401, 500]) {
    it(`shows its token nowhere, also when a ${status} says it back`, async () => {
      const token = 'eyJhbGciOiJFUzI1NiJ9.canary/8+4=2.signature';
      await using server = await onePasswordServer({ items, token });
      const store = new MemoryStore();
      const harness = sourceHarness(onePassword({ token, baseUrl: server.baseUrl, limit: 10 }), {
        destination: inMemory(store),
      });
      const saidBack = { 'x-request-id': token, etag: `"${token}"` };
      server.inject(
        faults.rewrite((reply) => ({ ...reply, headers: { ...reply.headers, ...saidBack } })),
        { after: 1 },
      );
      server.inject(faults.echoCredentials(status), { after: 2, times: 40 });
      const { report, events } = await harness.run({ now });
      expect(report).to.include({ status: 'failed', objectCount: 1 });
      const told = JSON.stringify([report, events, String(report.error?.stack), report.error?.message]);
      const stored = await everything(store);
      for (const spelling of [token, encodeURIComponent(token), Buffer.from(token).toString('base64')]) {
        expect(told).not.to.include(spelling);
        expect(stored).not.to.include(spelling);
      }
    });
  }
});

/** Names and bytes of all that a store holds, the ledger too. */
async function everything(store: MemoryStore): Promise<string> {
  const parts: string[] = [];
  for await (const { name } of store.list('')) parts.push(name, await text(await store.read(name)));
  return parts.join('\n');
}
