import {
  twilioEvent,
  twilioEvents,
  type TwilioServer,
  type TwilioServerOptions,
  twilioServer,
} from '@hatchery/testkit';
import { expect } from 'chai';

interface Body {
  readonly events: { readonly sid: string; readonly event_date: string }[];
  readonly meta: {
    readonly page: number;
    readonly page_size: number;
    readonly url: string;
    readonly next_page_url: string | null;
    readonly previous_page_url: string | null;
    readonly key: string;
  };
}

const hour = { from: new Date('2026-03-01T11:00:00Z'), to: new Date('2026-03-01T12:00:00Z') };

function after(seconds: number): Date {
  return new Date(hour.from.getTime() + seconds * 1000);
}

async function get(
  server: TwilioServer,
  url: string,
  user = `${server.accountSid}:${server.authToken}`,
): Promise<Response> {
  return fetch(url, { headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } });
}

async function list(server: TwilioServer, query: Record<string, string | number> = {}): Promise<Response> {
  const said = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return get(server, `${server.baseUrl}/Events?${said.toString()}`);
}

async function page(response: Promise<Response>): Promise<Body> {
  const answer = await response;
  expect(answer.status).to.equal(200);
  return (await answer.json()) as Body;
}

async function walk(server: TwilioServer, query: Record<string, string | number>): Promise<string[]> {
  const seen: string[] = [];
  let body = await page(list(server, query));
  for (;;) {
    seen.push(...body.events.map(({ sid }) => sid));
    if (body.meta.next_page_url === null) return seen;
    body = await page(get(server, body.meta.next_page_url));
  }
}

describe("Twilio's local server", () => {
  for (const first of ['newest', 'oldest'] as const) {
    it(`gives all events by its pages, the ${first} first`, async () => {
      const events = twilioEvents(25, hour);
      await using server = await twilioServer({ events, first });
      const inOrder = first === 'oldest' ? events : events.toReversed();
      expect(await walk(server, { PageSize: 10 })).to.deep.equal(inOrder.map(({ sid }) => sid));
    });
  }

  it('says in meta where it is', async () => {
    await using server = await twilioServer({ events: twilioEvents(3, hour) });
    const { meta } = await page(list(server, { PageSize: 2 }));
    expect(meta).to.include({ page: 0, page_size: 2, previous_page_url: null, key: 'events' });
    expect(meta.next_page_url).to.match(
      /^http:\/\/127\.0\.0\.1:\d+\/v1\/Events\?PageSize=2&Page=1&PageToken=PAAE[0-9a-f]{32}$/,
    );
    const last = await page(get(server, meta.next_page_url ?? ''));
    expect(last.meta).to.include({ page: 1, next_page_url: null });
    expect(last.meta.previous_page_url).to.be.a('string');
  });

  it('answers with 50 events when nothing is said', async () => {
    await using server = await twilioServer({ events: twilioEvents(60, hour) });
    expect((await page(list(server))).events).to.have.length(50);
  });

  it('parts events of one second, and loses none', async () => {
    const events = [...Array(9).keys()].map((n) => twilioEvent(n, hour.from));
    await using server = await twilioServer({ events });
    expect((await page(list(server, { PageSize: 4 }))).events).to.have.length(4);
    expect((await walk(server, { PageSize: 4 })).toSorted()).to.deep.equal(events.map(({ sid }) => sid));
  });

  it('takes both ends in, and a day to its end', async () => {
    await using server = await twilioServer({ events: [0, 10, 20, 30].map((n) => twilioEvent(n, after(n))) });
    const between = { StartDate: '2026-03-01T11:00:10Z', EndDate: '2026-03-01T11:00:20Z' };
    expect(await walk(server, between)).to.have.length(2);
    expect(await walk(server, { StartDate: '2026-03-01', EndDate: '2026-03-01' })).to.have.length(4);
    expect(await walk(server, { StartDate: '2026-03-02' })).to.have.length(0);
  });

  const repeating: [boolean, number][] = [
    [true, 3],
    [false, 4],
  ];
  for (const [repeatsFilters, count] of repeating) {
    it(`${repeatsFilters ? 'repeats' : 'forgets'} the filters with the next page`, async () => {
      const events = [0, 10, 20, 30].map((n) => twilioEvent(n, after(n)));
      await using server = await twilioServer({ events, repeatsFilters });
      expect(await walk(server, { StartDate: '2026-03-01T11:00:10Z', PageSize: 1 })).to.have.length(count);
    });
  }

  it('filters by actor, type, resource and address together', async () => {
    const events = twilioEvents(200, hour);
    const [model] = events;
    await using server = await twilioServer({ events });
    const some = { ActorSid: model?.actor_sid ?? '', EventType: model?.event_type ?? '' };
    const all = { ...some, ResourceSid: model?.resource_sid ?? '', SourceIpAddress: model?.source_ip_address ?? '' };
    expect(await walk(server, some)).to.have.length.within(3, 30);
    expect(await walk(server, all)).to.deep.equal([model?.sid]);
  });

  it('shows an event that comes behind the page only to who begins anew', async () => {
    await using server = await twilioServer({ events: twilioEvents(4, hour) });
    const { meta } = await page(list(server, { PageSize: 2 }));
    server.add(twilioEvent(99, after(3599)));
    expect((await page(get(server, meta.next_page_url ?? ''))).events).to.have.length(2);
    expect(await walk(server, {})).to.have.length(5);
  });

  it('takes the account and the API key, and nothing else', async () => {
    await using server = await twilioServer();
    const { accountSid, authToken, apiKeySid, apiKeySecret, baseUrl } = server;
    const statusOf = async (user: string): Promise<number> => (await get(server, `${baseUrl}/Events`, user)).status;
    expect(await statusOf(`${accountSid}:${authToken}`)).to.equal(200);
    expect(await statusOf(`${apiKeySid}:${apiKeySecret}`)).to.equal(200);
    expect(await statusOf(`${accountSid}:${apiKeySecret}`)).to.equal(401);
    expect(await statusOf('')).to.equal(401);
    expect(await (await get(server, `${baseUrl}/Events`, 'x:y')).json()).to.deep.equal({
      code: 20003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    });
  });

  for (const [name, query] of Object.entries({
    'a page size of 0': { PageSize: 0 },
    'a page size above 1000': { PageSize: 1001 },
    'a page size that is no number': { PageSize: 'all' },
    'a page that is no number': { Page: 'last' },
    'a start that is no date': { StartDate: '1772366400' },
    'an end with an offset': { EndDate: '2026-03-01T11:00:00+01:00' },
    'a page token that it did not make': { PageToken: 'PAAE00' },
  })) {
    it(`refuses ${name}`, async () => {
      await using server = await twilioServer();
      const response = await list(server, query);
      expect(response.status).to.equal(400);
      expect(await response.json()).to.include({ code: 20001, status: 400 });
    });
  }

  it('knows no page any more once they are expired', async () => {
    await using server = await twilioServer({ events: twilioEvents(3, hour) });
    const { meta } = await page(list(server, { PageSize: 1 }));
    server.expirePages();
    expect((await get(server, meta.next_page_url ?? '')).status).to.equal(400);
  });

  const limits: Record<string, TwilioServerOptions> = {
    'too many at once': { concurrency: 0 },
    'too many in a time': { rateLimit: { requests: 0, per: 1000 } },
  };
  for (const [name, options] of Object.entries(limits)) {
    it(`refuses ${name} with 20429, and does not say until when`, async () => {
      await using server = await twilioServer(options);
      const response = await list(server);
      expect(response.status).to.equal(429);
      expect(response.headers.get('twilio-concurrent-requests')).to.match(/^\d+$/);
      expect(response.headers.get('retry-after')).to.equal(null);
      expect(await response.json()).to.include({ code: 20429 });
    });
  }

  it('counts a request as under way while it works', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let begun = (): void => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    await using server = await twilioServer({ concurrency: 1, work: () => (begun(), released) });
    const first = list(server);
    await started;
    const second = await list(server);
    expect(second.status).to.equal(429);
    expect(second.headers.get('twilio-concurrent-requests')).to.equal('2');
    release();
    expect((await first).status).to.equal(200);
  });

  it('serves nothing else', async () => {
    await using server = await twilioServer();
    expect((await get(server, `${server.baseUrl}/Alerts`)).status).to.equal(404);
  });
});
