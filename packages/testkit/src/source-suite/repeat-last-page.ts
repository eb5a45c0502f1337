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
    async (exchange) => {
      const { path } = exchange.request;
      if ((seen.get(path) ?? 0) > times) exchange.reset();
      else await exchange.send(last.get(path) ?? (await exchange.answer()));
    },
    { when: isRepeated, times: Number.POSITIVE_INFINITY },
  );
  server.inject(
    async (exchange) => {
      const reply = await exchange.answer();
      last.set(exchange.request.path, reply);
      await exchange.send(reply);
    },
    { times: Number.POSITIVE_INFINITY },
  );
}
