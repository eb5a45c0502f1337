import type { SourceConformance } from '@hatchery/testkit';
import { type LocalService, localService } from './local-service.ts';

/** What the suite has to know of this source, to try all that any source must survive. `hatchery plugins test` reads it too. */
const conformance: SourceConformance<LocalService> = {
  server: () => localService(),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(service, at, n) {
    const id = `event-${n}`;
    service.add({ id: `message-${n}`, sent: at.toISOString(), files: [`${JSON.stringify({ id })}\n`] });
    return id;
  },
  ids: (bytes) =>
    bytes
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id),
};

export default conformance;
