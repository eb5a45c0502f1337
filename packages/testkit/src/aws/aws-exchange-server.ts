import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiRequest } from '../server/api-request.ts';
import type { LoggedExchange } from '../server/api-server.ts';
import type { Clock } from '../server/clock.ts';
import { FaultPlan } from '../server/fault-plan.ts';
import { Gate } from '../server/gate.ts';
import { listen } from '../server/listen.ts';
import type { Reply } from '../server/reply.ts';
import { bytesOf, sendReply } from '../server/send-reply.ts';

/** Bodies of answers that are larger are not kept in the log, in bytes. */
const largestKept = 65_536;

/** Answers a request, once its body has come. */
export type AwsHandler = (request: ApiRequest, body: Buffer, rawPath: string) => Promise<Reply>;

export interface ExchangeServer {
  readonly url: string;
  readonly log: readonly LoggedExchange[];
  readonly plan: FaultPlan;
  /** Stops reading bodies until the function it gives is called. */
  stall(): () => void;
  close(): Promise<void>;
}

/**
 * Starts an HTTP server whose requests may have bodies of any bytes: a fault gets its request before the body is read.
 * In the log, requests have no bodies, and answers only small ones.
 */
export async function startExchangeServer(handle: AwsHandler, clock: Clock): Promise<ExchangeServer> {
  const plan = new FaultPlan();
  const log: { request: ApiRequest; reply?: { status: number; bytes: Uint8Array } }[] = [];
  const gate = new Gate();

  async function readBody(incoming: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    await gate.pass();
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
      await gate.pass();
    }
    return Buffer.concat(chunks);
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://local');
    const { method = 'GET', headers } = incoming;
    const request = { number: log.length, method, path: pathname, query: searchParams, headers, body: '' };
    const entry: (typeof log)[number] = { request };
    log.push(entry);
    response.setHeader('date', new Date(clock.now()).toUTCString());
    response.setHeader('x-amz-request-id', `LOCAL${String(request.number).padStart(11, '0')}`);
    const send = async (reply: Reply): Promise<void> => {
      const bytes = bytesOf(reply);
      entry.reply = { status: reply.status, bytes: bytes.length > largestKept ? Buffer.alloc(0) : bytes };
      if (method !== 'HEAD') return sendReply(response, reply);
      response.writeHead(reply.status, reply.headers).end();
    };
    const answer = async (): Promise<Reply> => handle(request, await readBody(incoming), pathname);
    const reset = (): void => void incoming.socket.resetAndDestroy();
    const fault = plan.take(request);
    if (fault === undefined) return send(await answer());
    await fault({ request, response, send, reset, answer });
  }

  const { url, close } = await listen(serve);

  return {
    url,
    log,
    plan,
    stall: () => gate.close(),
    close,
  };
}
