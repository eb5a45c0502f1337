import { type Fault, faults, jsonReply, type Reply, slackEntries, slackServer, sourceHarness } from '@hatchery/testkit';
import { expect } from 'chai';
import slack from '../src/index.ts';
import { firstWindow, ids, landedIds, now, queries } from './support.ts';

const entries = slackEntries(35, firstWindow);

/** An answer's JSON, changed. */
function changed(change: (body: Record<string, unknown>) => unknown): Fault {
  return faults.rewrite((reply: Reply) => jsonReply(change(JSON.parse(String(reply.body)))));
}

describe('slack: when the service fails', () => {
  const lasting: Record<string, { fault: Fault; code: string }> = {
    'sends a list': { fault: changed((body) => [body]), code: 'HTTP_BODY' },
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
    expect(report).to.include({ status: 'failed', requests: 1 });
    expect(report.error?.hint).to.include('auditlogs:read');
  });

  it('checks a right token with one small request', async () => {
    await using server = await slackServer({ entries });
    const harness = sourceHarness(slack({ token: server.token, baseUrl: server.baseUrl }));
    expect(await harness.check()).to.deep.equal({ status: 'ok' });
    expect(queries(server)).to.deep.equal([{ limit: '1' }]);
    expect(await harness.landed()).to.deep.equal([]);
  });
});
