import {
  ManualClock,
  onePasswordFeeds,
  onePasswordItem,
  onePasswordItems,
  type OnePasswordServer,
  onePasswordServer,
} from '@hatchery/testkit';
import { expect } from 'chai';

type Body = { cursor: string; has_more: boolean; items: { uuid: string; account_uuid?: string }[] };

function post(
  server: OnePasswordServer,
  body: unknown,
  path = '/api/v2/auditevents',
  token = server.token,
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(server.baseUrl + path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function page(server: OnePasswordServer, body: unknown, path?: string): Promise<Body> {
  const response = await post(server, body, path);
  expect(response.status).to.equal(200);
  return (await response.json()) as Body;
}

const hour = { from: new Date('2026-03-01T11:00:00Z'), to: new Date('2026-03-01T12:00:00Z') };
const auditevents = onePasswordItems('auditevents', 20, hour);
const start_time = hour.from.toISOString();

describe("1Password's local server", () => {
  it('gives a cursor with every answer, good for ever', async () => {
    await using server = await onePasswordServer({ items: { auditevents } });
    const first = await page(server, { limit: 15, start_time });
    expect(first).to.include({ has_more: true });
    const second = await page(server, { cursor: first.cursor });
    expect(second).to.include({ has_more: false });
    expect([...first.items, ...second.items]).to.have.length(20);
    const empty = await page(server, { cursor: second.cursor });
    expect(empty).to.deep.equal({ cursor: second.cursor, has_more: false, items: [] });
    server.add('auditevents', onePasswordItem('auditevents', 99, new Date('2026-03-01T11:01:00Z')));
    expect((await page(server, { cursor: second.cursor })).items).to.have.length(1);
    expect(await page(server, { cursor: first.cursor }), 'asked again')
      .to.have.property('items')
      .with.length(6);
  });

  it('may promise more where there is nothing', async () => {
    await using server = await onePasswordServer({ items: { auditevents } });
    const first = await page(server, { limit: 20, start_time });
    expect(first).to.include({ has_more: true });
    expect(await page(server, { cursor: first.cursor })).to.deep.include({ has_more: false, items: [] });
  });

  it('remembers in the cursor all that the reset said', async () => {
    await using server = await onePasswordServer({ items: { auditevents } });
    const end_time = '2026-03-01T11:30:00Z';
    let body = await page(server, { limit: 4, start_time: '2026-03-01T20:10:00+09:00', end_time });
    const sizes = [body.items.length];
    while (body.has_more) sizes.push((body = await page(server, { cursor: body.cursor })).items.length);
    expect(sizes).to.deep.equal([4, 2]);
  });

  it('begins an hour before the end, or before now, when not told where', async () => {
    const clock = new ManualClock('2026-03-01T12:30:00Z');
    await using server = await onePasswordServer({ items: { auditevents }, clock });
    expect((await page(server, {})).items).to.have.length(10);
    expect((await page(server, { end_time: '2026-03-01T11:15:00Z' })).items).to.have.length(5);
  });

  const wrong: Record<string, unknown> = {
    'a cursor and a reset': { cursor: 'x', limit: 10 },
    'a cursor it did not make': { cursor: 'x' },
    'a cursor that is no text': { cursor: 7 },
    'a limit of 0': { limit: 0 },
    'a limit above 1000': { limit: 1001 },
    'a limit that is text': { limit: '10' },
    'a time without a zone': { start_time: '2026-03-01T11:00:00' },
    'a time with ten digits of a second': { start_time: '2026-03-01T11:00:00.0123456789Z' },
    'a key that there is not': { page: 1 },
    'a list': [],
    'what is no JSON': '{',
  };
  for (const [name, body] of Object.entries(wrong)) {
    it(`refuses ${name}`, async () => {
      await using server = await onePasswordServer({ items: { auditevents } });
      const response = await post(server, body);
      expect(response.status).to.equal(400);
      expect(await response.json()).to.deep.equal({ Error: { Message: 'Bad Request' } });
    });
  }

  it('takes a cursor only for the feed and the version it came from, and only until it is expired', async () => {
    await using server = await onePasswordServer({ items: { auditevents } });
    const { cursor } = await page(server, {});
    expect((await post(server, { cursor }, '/api/v2/itemusages')).status).to.equal(400);
    expect((await post(server, { cursor }, '/api/v1/auditevents')).status).to.equal(400);
    expect((await post(server, { cursor })).status).to.equal(200);
    server.expireCursors();
    expect((await post(server, { cursor })).status).to.equal(400);
  });

  it('tells accounts in version 2 only', async () => {
    const items = { itemusages: onePasswordItems('itemusages', 1, hour) };
    await using server = await onePasswordServer({ items });
    expect((await page(server, { start_time }, '/api/v2/itemusages')).items[0]).to.have.property('account_uuid');
    expect((await page(server, { start_time }, '/api/v1/itemusages')).items[0]).not.to.have.property('account_uuid');
  });

  it('says what a token may read, in the form of either version, and keeps to it', async () => {
    await using server = await onePasswordServer({ features: ['itemusages'] });
    const headers = { authorization: `Bearer ${server.token}` };
    const introspect = async (path: string): Promise<unknown> =>
      (await fetch(server.baseUrl + path, { headers })).json();
    expect(await introspect('/api/v2/auth/introspect')).to.deep.include({ features: ['itemusages'] });
    expect(await introspect('/api/auth/introspect')).to.deep.include({ Features: ['itemusages'] });
    expect((await post(server, {})).status).to.equal(401);
    expect((await post(server, {}, '/api/v2/itemusages')).status).to.equal(200);
  });

  it('refuses wrong tokens, methods and paths in its envelope', async () => {
    await using server = await onePasswordServer();
    const answers = [
      await post(server, {}, undefined, 'wrong'),
      await fetch(`${server.baseUrl}/api/v2/auditevents`, { headers: { authorization: `Bearer ${server.token}` } }),
      await post(server, {}, '/api/v9/auditevents'),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 405, 404]);
    for (const answer of answers) expect(await answer.json()).to.have.nested.property('Error.Message');
  });

  it('makes items whose times have up to nine digits, each a valid time', () => {
    for (const feed of onePasswordFeeds) {
      const times = onePasswordItems(feed, 50, hour).map(({ timestamp }) => timestamp);
      for (const time of times) expect(time).to.match(/^2026-03-01T11:\d\d:\d\d(\.\d{0,8}[1-9])?Z$/);
      expect(times.some((time) => /\.\d{9}Z$/.test(time))).to.equal(true);
      expect(times.some((time) => !time.includes('.'))).to.equal(true);
    }
  });
});
