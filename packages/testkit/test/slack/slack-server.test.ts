import { slackEntries, slackEntry, type SlackServer, slackServer } from '@hatchery/testkit';
import { expect } from 'chai';

type Body = { entries: { id: string; date_create: number }[]; response_metadata?: { next_cursor: string } };

async function logs(
  server: SlackServer,
  query: Record<string, string | number> = {},
  token = server.token,
): Promise<Response> {
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return fetch(`${server.baseUrl}/logs?${parameters}`, { headers: { authorization: `Bearer ${token}` } });
}

async function page(server: SlackServer, query: Record<string, string | number> = {}): Promise<Body> {
  const response = await logs(server, query);
  expect(response.status).to.equal(200);
  return (await response.json()) as Body;
}

const hour = { from: new Date('2026-03-01T11:00:00Z'), to: new Date('2026-03-01T12:00:00Z') };
const start = hour.from.getTime() / 1000;

describe("Slack's local server", () => {
  it('gives the newest first, and all of them by its cursors', async () => {
    const entries = slackEntries(25, hour);
    await using server = await slackServer({ entries });
    const seen: string[] = [];
    let cursor = '';
    do {
      const body = await page(server, { limit: 10, cursor });
      seen.push(...body.entries.map(({ id }) => id));
      cursor = body.response_metadata?.next_cursor ?? '';
      expect(Buffer.from(cursor, 'base64').toString()).to.match(/^$|^next_cursor:\d{10}\|[0-9a-f-]{36}$/);
    } while (cursor !== '');
    expect(seen).to.deep.equal(entries.map(({ id }) => id).toReversed());
  });

  it('takes both ends in, and forgets them with the cursor', async () => {
    await using server = await slackServer({
      entries: [0, 10, 20, 30].map((second, n) => slackEntry(n, start + second)),
    });
    const dates = ({ entries }: Body): number[] => entries.map(({ date_create }) => date_create - start);
    const first = await page(server, { oldest: start + 10, latest: start + 30, limit: 1 });
    expect(dates(first)).to.deep.equal([30]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    expect(dates(await page(server, { cursor, oldest: start + 10 }))).to.deep.equal([20, 10]);
    expect(dates(await page(server, { cursor }))).to.deep.equal([20, 10, 0]);
  });

  it('does not part entries of one second', async () => {
    await using server = await slackServer({
      entries: [...Array(9).keys()].map((n) => slackEntry(n, start + (n < 6 ? 0 : 1))),
    });
    const first = await page(server, { limit: 4 });
    expect(first.entries).to.have.length(9);
    expect((await page(server, { limit: 3 })).entries).to.have.length(3);
  });

  it('escapes slashes, as Slack does', async () => {
    await using server = await slackServer({ entries: [slackEntry(1, start)] });
    const text = await (await logs(server)).text();
    expect(text)
      .to.include('https:\\/\\/')
      .and.not.to.match(/[^\\]\//);
  });

  it('filters by action, actor and entity together', async () => {
    const entries = slackEntries(40, hour);
    await using server = await slackServer({ entries });
    const body = await page(server, { action: 'user_login,file_downloaded', actor: 'W00000002', entity: 'W00000002' });
    const wanted = entries.filter(
      ({ action, actor, entity }) => action === 'user_login' && actor.user.id === 'W00000002' && entity.type === 'user',
    );
    expect(wanted).to.have.length.greaterThan(0);
    expect(body.entries.map(({ id }) => id)).to.have.members(wanted.map(({ id }) => id));
  });

  it('refuses a wrong token with 401 and no JSON', async () => {
    await using server = await slackServer();
    const response = await logs(server, {}, 'wrong');
    expect(response.status).to.equal(401);
    expect(response.headers.get('content-type')).to.include('text/plain');
  });

  for (const [name, query] of Object.entries({
    'a limit above 9999': { limit: 10_000 },
    'a limit of 0': { limit: 0 },
    'a time that is no number': { oldest: '2026-01-01' },
    'a cursor it did not make': { cursor: 'bogus' },
    'more than 30 actions': { action: Array(31).fill('a').join(',') },
  })) {
    it(`refuses ${name}`, async () => {
      await using server = await slackServer();
      const response = await logs(server, query);
      expect(response.status).to.equal(400);
      expect(await response.json()).to.include({ ok: false });
    });
  }

  it('limits in its own words', async () => {
    await using server = await slackServer({ rateLimit: { requests: 0, per: 1000 } });
    const response = await logs(server);
    expect(response.status).to.equal(429);
    expect(response.headers.get('retry-after')).to.equal('1');
    expect(await response.json()).to.deep.equal({ ok: false, error: 'ratelimited' });
  });

  it('knows no cursor any more once they are expired', async () => {
    await using server = await slackServer({ entries: slackEntries(3, hour) });
    const cursor = (await page(server, { limit: 1 })).response_metadata?.next_cursor ?? '';
    server.expireCursors();
    expect((await logs(server, { cursor })).status).to.equal(400);
  });

  it('serves what needs no token without one, and nothing else', async () => {
    await using server = await slackServer();
    expect((await fetch(`${server.baseUrl}/schemas`)).status).to.equal(200);
    expect((await fetch(`${server.baseUrl}/actions`)).status).to.equal(200);
    expect((await fetch(`${server.baseUrl}/users`)).status).to.equal(404);
    expect((await fetch(`${server.baseUrl}/actions`, { method: 'POST' })).status).to.equal(405);
  });
});
