import type { SourceConformance } from '@hatchery/testkit';
import { type AuditBlob, type LocalService, localService } from './local-service.ts';

/** What the suite has to know of this source, to try all that any source must survive. `hatchery plugins test` reads it too. */
const conformance: SourceConformance<LocalService> = {
  server: () => localService(),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(service, at, n) {
    const [id, time] = [`event-${n}`, at.toISOString()];
    service.add({ id: `blob-${n}`, available: time, events: [{ id, time }] });
    return id;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as AuditBlob['events']).map(({ id }) => id),
};

export default conformance;
