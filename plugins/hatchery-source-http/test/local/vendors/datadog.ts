import { type ApiServer, jsonObject, jsonReply, openCursor, opaqueCursor, startApiServer } from '@hatchery/testkit';
import { type AuditEvent, within } from '../events.ts';
import { token } from '../rest-server.ts';

interface Search {
  readonly filter: { readonly query: string; readonly from: string; readonly to: string };
  readonly page: { readonly limit: number; readonly cursor?: string };
  readonly sort: string;
}

/** Datadog's audit trail, searched with POST; the last page has no `after`. */
export function datadogServer(events: AuditEvent[], pageSize = 3): Promise<ApiServer> {
  return startApiServer({
    authorize: ({ headers }) =>
      headers['dd-api-key'] === token && headers['dd-application-key'] === token
        ? undefined
        : jsonReply({ errors: ['Forbidden'] }, { status: 403 }),
    handle: (request) => {
      const { filter, page, sort } = jsonObject(request) as unknown as Search;
      if (
        request.path !== '/api/v2/audit/events/search' ||
        request.method !== 'POST' ||
        filter.query !== '*' ||
        page.limit !== 1000 ||
        sort !== 'timestamp'
      ) {
        return jsonReply({ errors: ['Bad Request'] }, { status: 400 });
      }
      const found = within(events, filter.from, filter.to);
      const from = Number(openCursor(page.cursor ?? '')?.['from'] ?? 0);
      const after = from + pageSize < found.length ? { page: { after: opaqueCursor({ from: from + pageSize }) } } : {};
      return jsonReply({ data: found.slice(from, from + pageSize), meta: { ...after, status: 'done' } });
    },
  });
}
