import { type ApiServer, startApiServer } from '../server/api-server.ts';
import type { Fault } from '../server/exchange.ts';
import { faults } from '../server/faults.ts';
import { textReply } from '../server/reply.ts';

/** What a server that knows no API can do to a client. */
export const hostilities: readonly { readonly name: string; readonly fault: Fault; readonly looksFine?: boolean }[] = [
  { name: 'answers 401, with the credentials in its answer', fault: faults.echoCredentials(401) },
  { name: 'answers 500, with the credentials in its answer', fault: faults.echoCredentials(500) },
  { name: 'answers a web page with 200', fault: faults.html(), looksFine: true },
  { name: 'cuts every connection', fault: faults.reset('before') },
];

/** A server that does the same to every request. */
export async function hostileService(fault: Fault): Promise<ApiServer & { readonly port: number }> {
  const server = await startApiServer({ handle: () => textReply(404, 'not found') });
  server.inject(fault, { times: Number.POSITIVE_INFINITY });
  return { ...server, port: Number(new URL(server.url).port) };
}
