import type { ApiRequest } from '../server/api-request.ts';
import type { Reply } from '../server/reply.ts';
import type { TestedServer } from './source-conformance.ts';

/**
 * From the third request for one path on, the service answers what it answered to the second; after so many times it cuts
 * the connection.
 */
export function repeatLastPage(server: TestedServer, times: number): void {
  const seen = new Map<string, number>();
  const last = new Map<string, Reply>();
  const isRepeated = ({ path }: ApiRequest): boolean => {
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return count > 2;
  };
  server.inject(
    async ({ request, answer, send, reset }) => {
      const repeated = last.get(request.path);
      if ((seen.get(request.path) ?? 0) > times) reset();
      else await send(repeated ?? (await answer()));
    },
    { when: isRepeated, times: Number.POSITIVE_INFINITY },
  );
  server.inject(
    async ({ request, answer, send }) => {
      const reply = await answer();
      last.set(request.path, reply);
      await send(reply);
    },
    { times: Number.POSITIVE_INFINITY },
  );
}
