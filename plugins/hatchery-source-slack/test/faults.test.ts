import { text } from 'node:stream/consumers';
import {
  type Fault,
  faults,
  inMemory,
  jsonReply,
  ManualClock,
  MemoryStore,
  type Reply,
  slackEntries,
  slackServer,
  sourceHarness,
} from '@hatchery/testkit';
import { expect } from 'chai';
import slack from '../src/index.ts';
import { firstWindow, ids, landedIds, now, queries } from './support.ts';

const entries = slackEntries(35, firstWindow);

/** An answer's JSON, changed. */
function changed(change: (body: Record<string, unknown>) => unknown): Fault {
  return faults.rewrite((reply: Reply) => jsonReply(change(JSON.parse(String(reply.body)))));
}

describe('slack: when the service fails', () => {
  const passing: Record<string, Fault> = {
    'answers 503': faults.status(503),
    'answers 500': faults.status(500, { body: '{"ok":false,"error":"internal_error"}' }),
    'cuts the connection before it answers': faults.reset('before'),
    'cuts the connection in the middle of a page': faults.reset('body'),
    'cuts the connection after a page': faults.reset('after'),
    'ends a page too early': faults.truncate(),
    'goes silent before it answers': faults.hang('headers'),
    'goes silent in the middle of a page': faults.hang('body'),
  };
  for (const [name, fault] of Object.entries(passing)) {
    it(`asks for the same page again when it ${name}`, async () => {
      await using server = await slackServer({ entries });
      const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
      server.inject(fault, { after: 1, times: 2 });
      const { report } = await harness.run({ now, timeouts: { headers: 500, idle: 500 } });
      expect(report.status, String(report.error)).to.equal('completed');
      expect(await landedIds(harness)).to.deep.equal(ids(entries));
    });
  }

  for (const form of ['seconds', 'date'] as const) {
    it(`waits as long as a 429 says in ${form}`, async () => {
      const clock = new ManualClock(now);
      await using server = await slackServer({
        entries,
        clock,
        retryAfter: form,
        rateLimit: { requests: 3, per: 1000 },
      });
      const harness = sourceHarness(
        slack({ token: server.token, baseUrl: server.baseUrl, limit: 10, organization: 'birdland' }),
      );
      const onEvent = ({ type }: { type: string }): void => {
        if (type === 'waiting') clock.advance(1000);
      };
      const started = performance.now();
      const { report, events } = await harness.run({ now, onEvent });
      expect(report).to.include({ status: 'completed', objectCount: 4 });
      expect(performance.now() - started).to.be.greaterThan(990);
      const waits = events.filter((event) => event.type === 'waiting');
      expect(waits).to.have.length(1);
      expect(waits[0]?.reason).to.include('slow down');
      expect(queries(server)).to.have.length(5);
      expect(await landedIds(harness)).to.deep.equal(ids(entries));
    });
  }

  const lasting: Record<string, { fault: Fault; code: string }> = {
    'sends a web page': { fault: faults.html(), code: 'HTTP_BODY' },
    'sends an empty body': { fault: faults.rewrite((reply) => ({ ...reply, body: '' })), code: 'HTTP_BODY' },
    'sends JSON cut short, with its length': {
      fault: faults.rewrite((reply) => ({ ...reply, body: String(reply.body).slice(0, -9) })),
      code: 'HTTP_BODY',
    },
    'sends a list': { fault: changed((body) => [body]), code: 'HTTP_BODY' },
    'sends null': { fault: changed(() => null), code: 'HTTP_BODY' },
    'sends no entries': { fault: changed((body) => ({ ...body, entries: undefined })), code: 'HTTP_BODY' },
    'sends entries that are text': { fault: changed((body) => ({ ...body, entries: 'none' })), code: 'HTTP_BODY' },
    'sends a cursor that is an object': {
      fault: changed((body) => ({ ...body, response_metadata: { next_cursor: {} } })),
      code: 'HTTP_BODY',
    },
    'says no with 200': { fault: changed(() => ({ ok: false, error: 'fatal_error' })), code: 'SOURCE_FAILED' },
    'says no to the token with 200': {
      fault: changed(() => ({ ok: false, error: 'token_revoked' })),
      code: 'UNAUTHORIZED',
    },
    'answers 404': { fault: faults.status(404), code: 'HTTP_STATUS' },
    'answers 403': {
      fault: faults.status(403, { body: '{"ok":false,"error":"feature_not_enabled"}' }),
      code: 'UNAUTHORIZED',
    },
  };
  for (const [name, { fault, code }] of Object.entries(lasting)) {
    it(`fails with ${code} and keeps its place when it ${name}`, async () => {
      await using server = await slackServer({ entries });
      const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
      server.inject(fault, { after: 2 });
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'failed', objectCount: 2, requests: 3 });
      expect(report.error?.code).to.equal(code);
      expect((await harness.run({ now })).report.status).to.equal('completed');
      expect(await landedIds(harness)).to.deep.equal(ids(entries));
    });
  }

  it('does not go round in circles when a cursor repeats', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl, limit: 10 }));
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
    expect(await landedIds(harness)).to.deep.equal(ids(entries));
  });

  it('takes one entry that stands where the list should', async () => {
    const [only] = slackEntries(1, firstWindow);
    await using server = await slackServer({ entries: only ? [only] : [] });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl }));
    server.inject(changed((body) => ({ ...body, entries: (body['entries'] as unknown[])[0] })));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 1 });
  });

  it('gives up on a wrong token at once, and says what is needed', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: 'xoxp-wrong', baseUrl: server.baseUrl }));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', requests: 1, objectCount: 0 });
    expect(report.error?.code).to.equal('UNAUTHORIZED');
    expect(report.error?.hint).to.include('auditlogs:read');
    const outcome = await harness.check();
    expect(outcome.status === 'failed' && outcome.error.code).to.equal('UNAUTHORIZED');
    expect(server.log).to.have.length(2);
  });

  it('checks a right token with one small request', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl }));
    expect(await harness.check()).to.deep.equal({ status: 'ok' });
    expect(queries(server)).to.deep.equal([{ limit: '1' }]);
    expect(await harness.landed()).to.deep.equal([]);
  });

  for (const status of [400, 401, 500]) {
    it(`shows its token nowhere, also when a ${status} says it back`, async () => {
      const token = 'xoxp-canary/8+4=2_3';
      await using server = await slackServer({ entries, token });
      const store = new MemoryStore();
      const harness = sourceHarness(slack({ token, baseUrl: server.baseUrl, limit: 10 }), {
        destination: inMemory(store),
      });
      const saidBack = { 'x-request-id': token, etag: `"${token}"` };
      server.inject(faults.rewrite((reply) => ({ ...reply, headers: { ...reply.headers, ...saidBack } })));
      server.inject(faults.echoCredentials(status), { after: 1, times: 40 });
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
