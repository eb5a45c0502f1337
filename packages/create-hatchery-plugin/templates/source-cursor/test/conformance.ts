import type { SourceConformance } from '@hatchery/testkit';
import { type AuditEvent, type LocalService, localService } from './local-service.ts';

/** What the suite has to know of this source, to try all that any source must survive. `hatchery plugins test` reads it too. */
const conformance: SourceConformance<LocalService> = {
  server: () => localService(),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(service, at, n) {
    const id = `event-${n}`;
    service.add({ id, time: at.toISOString(), action: 'user.login' });
    return id;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as { events: AuditEvent[] }).events.map(({ id }) => id),
  // The cursor meets what has arrived since, whatever the time of the event.
  lag: '1h',
};

export default conformance;
