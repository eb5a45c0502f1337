import {
  type ApiRequest,
  bearerToken,
  jsonReply,
  opaqueCursor,
  openCursor,
  startApiServer,
  takePage,
  textReply,
} from '@hatchery/testkit';
import { expect } from 'chai';

describe('the local server of the README', () => {
  it('gives all its events, page by page, to who has the key', async () => {
    const events = Array.from({ length: 25 }, (_, id) => ({ id }));

    function handle({ path, query }: ApiRequest) {
      if (path !== '/v1/events') return textReply(404, 'not found');
      const start = Number(openCursor(query.get('cursor') ?? '')?.['start'] ?? 0);
      const { items, rest } = takePage(events.slice(start), 10);
      const next = rest.length > 0 ? opaqueCursor({ start: start + items.length }) : null;
      return jsonReply({ events: items, next });
    }

    await using server = await startApiServer({
      handle,
      authorize: (request) =>
        bearerToken(request) === 'key' ? undefined : jsonReply({ error: 'unauthorized' }, { status: 401 }),
    });

    const seen: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const response = await fetch(`${server.url}/v1/events?cursor=${next}`, {
        headers: { authorization: 'Bearer key' },
      });
      const page = (await response.json()) as { events: unknown[]; next: string | null };
      seen.push(...page.events);
      next = page.next;
    }
    expect(seen).to.deep.equal(events);
    expect(server.log).to.have.length(3);
    expect((await fetch(`${server.url}/v1/events`)).status).to.equal(401);
  });
});
