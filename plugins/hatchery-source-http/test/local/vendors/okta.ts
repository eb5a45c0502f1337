import { type ApiServer, jsonReply, openCursor, opaqueCursor, startApiServer } from '@hatchery/testkit';
import type { AuditEvent } from '../events.ts';
import { within } from '../events.ts';
import { token } from '../rest-server.ts';

interface Place {
  readonly since: string;
  readonly until: string | null;
  readonly from: number;
}

/**
 * Okta's system log. Polled (no `until`): in the order of arrival, and a next link on every page. Bounded: no next link on
 * the last page.
 */
export function oktaServer(events: AuditEvent[], pageSize = 3): Promise<ApiServer> {
  return startApiServer({
    authorize: ({ headers }) =>
      headers.authorization === `SSWS ${token}` ? undefined : jsonReply({ errorCode: 'E0000011' }, { status: 401 }),
    handle: ({ path, query, headers }) => {
      if (path !== '/api/v1/logs') return jsonReply({ errorCode: 'E0000007' }, { status: 404 });
      if (query.has('after') && query.has('since')) return jsonReply({ errorCode: 'E0000001' }, { status: 400 });
      const asked = openCursor(query.get('after') ?? '') as Place | undefined;
      const { since, until, from } = asked ?? { since: query.get('since') ?? '', until: query.get('until'), from: 0 };
      const found = within(events, since, until);
      const page = found.slice(from, from + pageSize);
      const isEnd = until !== null && from + pageSize >= found.length;
      const url = `http://${headers.host}${path}`;
      const after = opaqueCursor({ since, until, from: from + page.length });
      const next = isEnd ? '' : `, <${url}?limit=1000&after=${after}>; rel="next"`;
      return jsonReply(page, {
        headers: { link: `<${url}?${query}>; rel="self"${next}`, 'x-rate-limit-remaining': '119' },
      });
    },
  });
}
