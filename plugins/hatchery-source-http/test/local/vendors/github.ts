import { type ApiServer, bearerToken, jsonReply, openCursor, opaqueCursor, startApiServer } from '@hatchery/testkit';
import { token } from '../rest-server.ts';

export interface GithubEvent {
  readonly '@timestamp': number;
  readonly _document_id: string;
  readonly action: string;
}

/** GitHub's audit log: a bare list, `created:` in the phrase with both ends inclusive, cursors in a Link header. */
export function githubServer(events: GithubEvent[], pageSize = 3): Promise<ApiServer> {
  return startApiServer({
    authorize: (request) =>
      bearerToken(request) === token ? undefined : jsonReply({ message: 'Bad credentials' }, { status: 401 }),
    handle: ({ path, query, headers }) => {
      if (path !== '/orgs/example/audit-log' || query.get('order') !== 'asc' || query.get('per_page') !== '100') {
        return jsonReply({ message: 'Not Found' }, { status: 404 });
      }
      const [, from = '', to = ''] = /^created:(\S+)\.\.(\S+)$/.exec(query.get('phrase') ?? '') ?? [];
      const last = openCursor(query.get('after') ?? '')?.['id'];
      const found = events.filter(
        (event) => event['@timestamp'] >= Date.parse(from) && event['@timestamp'] <= Date.parse(to),
      );
      const start = found.findIndex(({ _document_id }) => _document_id === last) + 1;
      const page = found.slice(start, start + pageSize);
      if (start + pageSize >= found.length) return jsonReply(page);
      const next = new URLSearchParams(query);
      next.set('after', opaqueCursor({ id: page.at(-1)?._document_id }));
      const origin = `http://${headers.host}${path}`;
      return jsonReply(page, {
        headers: { link: `<${origin}?${next}>; rel="next", <${origin}?after=&before=>; rel="first"` },
      });
    },
  });
}
