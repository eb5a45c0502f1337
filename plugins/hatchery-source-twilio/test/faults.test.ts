import {
  type Fault,
  faults,
  jsonReply,
  type Reply,
  sourceHarness,
  twilioEvents,
  twilioServer,
} from '@hatchery/testkit';
import { expect } from 'chai';
import twilio from '../src/index.ts';
import { access, firstWindow, landedSids, now, queries, sids } from './support.ts';

const events = twilioEvents(35, firstWindow);

/** An answer's JSON, changed. */
function changed(change: (body: Body) => unknown): Fault {
  return faults.rewrite((reply: Reply) => jsonReply(change(JSON.parse(String(reply.body)) as Body)));
}

interface Body {
  readonly events: readonly unknown[];
  readonly meta: Readonly<Record<string, unknown>>;
}

function withNext(next: unknown): Fault {
  return changed((body) => ({ ...body, meta: { ...body.meta, next_page_url: next } }));
}

describe('twilio: when the service fails', () => {
  const lasting: Record<string, { fault: Fault; code: string }> = {
    'sends a list': { fault: changed((body) => [body]), code: 'HTTP_BODY' },
    'sends no events': { fault: changed((body) => ({ ...body, events: undefined })), code: 'HTTP_BODY' },
    'sends events that are text': { fault: changed((body) => ({ ...body, events: 'none' })), code: 'HTTP_BODY' },
    'sends no meta': { fault: changed((body) => ({ ...body, meta: undefined })), code: 'HTTP_BODY' },
    'does not say whether there is more': { fault: withNext(undefined), code: 'HTTP_BODY' },
    'sends an object for the next page': { fault: withNext({ url: 'x' }), code: 'HTTP_BODY' },
    'sends its error with 200': {
      fault: changed(() => ({ code: 20003, message: 'Authenticate', status: 401 })),
      code: 'HTTP_BODY',
    },
    'answers 403': {
      fault: faults.status(403, { body: '{"code":20403,"message":"Forbidden"}' }),
      code: 'UNAUTHORIZED',
    },
    'answers 409': { fault: faults.status(409), code: 'HTTP_STATUS' },
    'names a next page elsewhere': { fault: withNext('https://evil.example/v1/Events?Page=1'), code: 'ORIGIN_REFUSED' },
    'names a next page on another port': { fault: withNext('http://127.0.0.1:1/v1/Events'), code: 'ORIGIN_REFUSED' },
    'names a next page without a scheme': { fault: withNext('//evil.example/v1/Events'), code: 'ORIGIN_REFUSED' },
    'names a next page that is no URL of the web': { fault: withNext('file:///etc/passwd'), code: 'ORIGIN_REFUSED' },
  };
  for (const [name, { fault, code }] of Object.entries(lasting)) {
    it(`fails with ${code} and keeps its place when it ${name}`, async () => {
      await using server = await twilioServer({ events });
      const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }));
      server.inject(fault, { after: 2 });
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'failed', objectCount: 2, requests: 3 });
      expect(report.error?.code).to.equal(code);
      expect((await harness.run({ now })).report.status).to.equal('completed');
      expect(await landedSids(harness)).to.deep.equal(sids(events));
    });
  }

  it('sends the credentials nowhere else', async () => {
    await using thief = await twilioServer({ events });
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }));
    server.inject(withNext(`${thief.baseUrl}/Events?Page=1`));
    const { report } = await harness.run({ now });
    expect(report.error?.code).to.equal('ORIGIN_REFUSED');
    expect(report.error?.hint).to.include('baseUrl');
    expect(thief.log).to.deep.equal([]);
  });

  it('sends no user name that a next page puts into its URL', async () => {
    await using server = await twilioServer({ events });
    server.inject(
      changed((body) => ({
        ...body,
        meta: { ...body.meta, next_page_url: String(body.meta['next_page_url']).replace('//', '//mallory:pw@') },
      })),
    );
    const harness = sourceHarness(twilio({ ...access(server), pageSize: 20 }));
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(new Set(server.log.map(({ request }) => request.headers.authorization)).size).to.equal(1);
  });

  for (const [what, page] of Object.entries({ 'the page itself': 'url', 'the first page': 'first_page_url' })) {
    it(`ends with CURSOR_REPEATED when ${what} is always the next`, async () => {
      await using server = await twilioServer({ events });
      const harness = sourceHarness(twilio({ ...access(server), pageSize: 10 }));
      server.inject(
        changed((body) => ({ ...body, meta: { ...body.meta, next_page_url: body.meta[page] } })),
        { times: Number.POSITIVE_INFINITY },
      );
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'failed' });
      expect(report.error?.code).to.equal('CURSOR_REPEATED');
      expect(report.requests).to.be.at.most(3);
    });
  }

  it('takes one event that stands where the list should', async () => {
    await using server = await twilioServer({ events: events.slice(0, 1) });
    const harness = sourceHarness(twilio(access(server)));
    server.inject(changed((body) => ({ ...body, events: body.events[0] })));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 1 });
  });

  it('gives up on wrong credentials at once, in the words of Twilio', async () => {
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio({ ...access(server), authToken: 'wrong' }));
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', requests: 1 });
    expect(report.error?.message).to.equal('Twilio answered 401: Authenticate (code 20003).');
    expect(report.error?.hint).to.include('https://www.twilio.com/docs/errors/20003');
  });

  it('tells a wrong filter from what Twilio says', async () => {
    await using server = await twilioServer({ events });
    server.inject(faults.status(400, { body: '{"code":20001,"message":"Invalid\\n\\tEventType.","status":400}' }));
    const { report } = await sourceHarness(twilio({ ...access(server), eventType: 'no.such' })).run({ now });
    expect(report.error?.message).to.equal('Twilio answered 400: Invalid EventType (code 20001).');
    expect(report.requests).to.equal(1);
  });

  it('hides a secret that an error repeats, and passes on no link', async () => {
    await using server = await twilioServer({ events });
    const authToken = 'very-secret-token-9f8e7d';
    const said = { code: 20003, message: `No ${authToken} here`, more_info: 'https://evil.example/login' };
    server.inject(faults.status(401, { body: JSON.stringify(said) }));
    const { report } = await sourceHarness(twilio({ ...access(server), authToken })).run({ now });
    const shown = JSON.stringify([report, report.error?.message, report.error?.hint]);
    expect(shown).to.include('No [secret] here').and.not.include(authToken);
    expect(shown).not.to.include('evil.example');
  });

  it('waits and asks again when the account has too many requests under way', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let works = 0;
    await using server = await twilioServer({
      events,
      concurrency: 1,
      work: () => (works++ === 0 ? released : undefined),
    });
    const [slow, hurried] = [1, 2].map(() => sourceHarness(twilio({ ...access(server), pageSize: 10 })));
    const held = slow?.run({ now });
    const second = hurried?.run({
      now,
      retry: { retries: 50, base: 1, cap: 1 },
      onEvent: ({ type }) => type === 'waiting' && release(),
    });
    for (const run of [await held, await second]) expect(run?.report.status).to.equal('completed');
    const refused = server.log.filter(({ reply }) => reply?.status === 429);
    expect(refused).to.have.length.greaterThan(0);
    for (const harness of [slow, hurried]) {
      expect(harness && (await landedSids(harness))).to.deep.equal(sids(events));
    }
  });

  it('says what a lasting 20429 means', async () => {
    await using server = await twilioServer({ events, concurrency: 0 });
    const { report } = await sourceHarness(twilio(access(server))).run({ now });
    expect(report.error?.code).to.equal('RATE_LIMITED');
    expect(report.error?.message).to.include('Too Many Requests');
    expect(report.error?.hint).to.include('20429');
  });

  it('checks right credentials with one small request', async () => {
    await using server = await twilioServer({ events });
    const harness = sourceHarness(twilio(access(server)));
    expect(await harness.check()).to.deep.equal({ status: 'ok' });
    expect(queries(server)).to.deep.equal([{ PageSize: '1' }]);
    expect(await harness.landed()).to.deep.equal([]);
  });
});
