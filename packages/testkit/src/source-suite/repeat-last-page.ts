import type { Fault } from '../server/exchange.ts';
import type { Reply } from '../server/reply.ts';
import type { TestedServer } from './source-conformance.ts';

/** From the third request on, the service answers what it answered before, and cuts the connection after so many times. */
export function repeatLastPage(server: TestedServer, times: number): void {
  let last: Reply | undefined;
  const remember: Fault = async (exchange) => {
    last = await exchange.answer();
    await exchange.send(last);
  };
  const repeat: Fault = async (exchange) => exchange.send(last ?? (await exchange.answer()));
  server.inject(remember, { times: 2 });
  server.inject(repeat, { after: 2, times });
  server.inject((exchange) => exchange.reset(), { after: times + 2, times: Number.POSITIVE_INFINITY });
}
