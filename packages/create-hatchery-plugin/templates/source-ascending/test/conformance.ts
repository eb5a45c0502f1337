import type { SourceConformance } from '@hatchery/testkit';
import { type LocalService, localService } from './local-service.ts';

/** Beyond 2^53, where a JavaScript number takes two ids for one. */
const firstId = 9_007_199_254_740_993n;

/** What the suite has to know of this source, to try all that any source must survive. `hatchery plugins test` reads it too. */
const conformance: SourceConformance<LocalService> = {
  server: () => localService(),
  config: ({ token, baseUrl }) => ({ token, baseUrl, limit: 4 }),
  add(service, at, n) {
    const id = firstId + BigInt(n);
    service.add({ id, time: at.toISOString(), action: 'user.login' });
    return String(id);
  },
  // JSON.parse would round them.
  ids: (bytes) => [...bytes.toString().matchAll(/"id":(\d+)/g)].map(([, id = '']) => id),
};

export default conformance;
