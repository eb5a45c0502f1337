import { type ApiServer, type SourceConformance } from '@hatchery/testkit';
import type { AuditEvent } from './local/events.ts';
import { restServer, token } from './local/rest-server.ts';

/** A service of the source's own tests, and its events. */
interface RestServer extends ApiServer {
  readonly events: AuditEvent[];
}

const conformance: SourceConformance<RestServer> = {
  async server() {
    const events: AuditEvent[] = [];
    return { ...(await restServer(events)), events };
  },
  config: ({ url }) => ({
    url: `${url}/cursor`,
    auth: { bearer: token },
    window: { from: { name: 'from' }, to: { name: 'to' } },
    items: 'data.items',
    pagination: { kind: 'cursor', path: 'paging\\.meta.next', name: 'cursor' },
  }),
  add({ events }, at, n) {
    const id = `event-${n}`;
    events.push({ id, created_at: at.toISOString(), action: 'user.login' });
    return id;
  },
  ids: (bytes) => [...bytes.toString().matchAll(/"id":"(event-\d+)"/g)].map(([, id = '']) => id),
};

export default conformance;
