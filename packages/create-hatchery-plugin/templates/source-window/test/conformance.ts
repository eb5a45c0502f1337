import type { SourceConformance } from '@hatchery/testkit';
import { type AuditEntry, type LocalService, localService } from './local-service.ts';

/** What the suite has to know of this source, to try all that any source must survive. `hatchery plugins test` reads it too. */
const conformance: SourceConformance<LocalService> = {
  server: () => localService(),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(service, at, n) {
    const id = `entry-${n}`;
    service.add({ id, created: at.getTime() / 1000, action: 'user.login' });
    return id;
  },
  ids: (bytes) => (JSON.parse(bytes.toString()) as { entries: AuditEntry[] }).entries.map(({ id }) => id),
};

export default conformance;
