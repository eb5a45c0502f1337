import { type ApiServer, jsonReply, openCursor, opaqueCursor, startApiServer } from '@hatchery/testkit';
import { type AuditEvent, within } from '../events.ts';
import { token } from '../rest-server.ts';

/** PagerDuty's audit records: newest first, `next_cursor` is null on the last page; the filters are not in the cursor. */
export function pagerdutyServer(events: AuditEvent[], pageSize = 3): Promise<ApiServer> {
  return startApiServer({
    authorize: ({ headers }) =>
      headers.authorization === `Token token=${token}`
        ? undefined
        : jsonReply({ error: { code: 2006 } }, { status: 401 }),
    handle: ({ path, query, headers }) => {
      if (path !== '/audit/records' || headers.accept !== 'application/vnd.pagerduty+json;version=2') {
        return jsonReply({}, { status: 404 });
      }
      const found = within(events, query.get('since'), query.get('until')).toReversed();
      const from = Number(openCursor(query.get('cursor') ?? '')?.['from'] ?? 0);
      const next = from + pageSize < found.length ? opaqueCursor({ from: from + pageSize }) : null;
      return jsonReply({
        records: found.slice(from, from + pageSize),
        next_cursor: next,
        limit: Number(query.get('limit')),
      });
    },
  });
}
