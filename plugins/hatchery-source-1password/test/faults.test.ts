import {
  type Fault,
  faults,
  jsonReply,
  onePasswordItems,
  onePasswordServer,
  type Reply,
  sourceHarness,
} from '@hatchery/testkit';
import { expect } from 'chai';
import onePassword from '../src/index.ts';
import { firstWindow, landedUuids, minutesLater, now, uuids } from './support.ts';

const auditevents = onePasswordItems('auditevents', 35, firstWindow);
const items = { auditevents };

/** An answer's JSON, changed. */
function changed(change: (body: Record<string, unknown>) => unknown): Fault {
  return faults.rewrite((reply: Reply) => jsonReply(change(JSON.parse(String(reply.body)))));
}

describe('1password: when the service fails', () => {
  const lasting: Record<string, { fault: Fault; code: string }> = {
    'sends no cursor': { fault: changed((body) => ({ ...body, cursor: undefined })), code: 'HTTP_BODY' },
    'sends an empty cursor': { fault: changed((body) => ({ ...body, cursor: '' })), code: 'HTTP_BODY' },
    'sends no items': { fault: changed((body) => ({ ...body, items: undefined })), code: 'HTTP_BODY' },
    'sends its error with 200': { fault: changed(() => ({ Error: { Message: 'Bad Request' } })), code: 'HTTP_BODY' },
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

  it('takes a last page that gives back its own cursor', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(
      onePassword({ token: server.token, baseUrl: server.baseUrl, feeds: ['auditevents'] }),
    );
    await harness.run({ now });
    const { report } = await harness.run({ now: minutesLater(10) });
    expect(report).to.include({ status: 'completed', objectCount: 0, requests: 1 });
  });

  it('asks about the region when a token is refused', async () => {
    await using server = await onePasswordServer({ items });
    const harness = sourceHarness(onePassword({ token: 'wrong.jwt.token', baseUrl: server.baseUrl }));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', requests: 1 });
    expect(report.error?.hint).to.include('region');
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
});
