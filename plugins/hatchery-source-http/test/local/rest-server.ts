import { type ApiServer, bearerToken, jsonReply, startApiServer, textReply } from '@hatchery/testkit';
import type { AuditEvent } from './events.ts';
import { pagingStyles } from './paging-styles.ts';

/** What the server wants to see; a canary, as it must never show up anywhere. */
export const token = 'canary-token-3f9a';

/** A service that knows every style of paging, each under its own path. */
export async function restServer(events: readonly AuditEvent[]): Promise<ApiServer> {
  const server: ApiServer = await startApiServer({
    authorize: (request) =>
      bearerToken(request) === token ? undefined : jsonReply({ error: 'unauthorized' }, { status: 401 }),
    handle: (request) => pagingStyles[request.path]?.(request, events, server.url) ?? textReply(404, 'no such path'),
    limited: () => textReply(429, 'slow down', { 'retry-after': '0' }),
  });
  return server;
}
