import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiRequest, readRequest } from './api-request.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Fault, FaultRule } from './exchange.ts';
import { FaultPlan } from './fault-plan.ts';
import { listen } from './listen.ts';
import { RateLimit, type RateLimitOptions } from './rate-limit.ts';
import { type Reply, textReply } from './reply.ts';
import { bytesOf, sendReply } from './send-reply.ts';

/** What makes one vendor's API: how it refuses, and how it answers. */
export interface ApiDefinition {
  /** Answers a request that nobody refused. What it throws is a mistake in the server: closing reports it. */
  handle(request: ApiRequest): Reply | Promise<Reply>;
  /** The vendor's refusal of a request without valid credentials. @returns `undefined` to let it through */
  authorize?(request: ApiRequest): Reply | undefined;
  /** The vendor's 429. `wait` is milliseconds until requests are let through again. */
  limited?(wait: number, clock: Clock): Reply;
}

/** Options that every local server has. */
export interface ApiServerOptions {
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** @default none */
  readonly rateLimit?: RateLimitOptions;
}

/** A request and the answer that was sent to its end; there is none after a fault that cut it short. */
export interface LoggedExchange {
  readonly request: ApiRequest;
  readonly reply?: { readonly status: number; readonly bytes: Uint8Array };
}

/** A local server under way. Closing it cuts whatever is still open. */
export interface ApiServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Everything asked so far, in the order in which it came. */
  readonly log: readonly LoggedExchange[];
  /** Makes a request go wrong; see {@link faults}. */
  inject(fault: Fault, rule?: FaultRule): void;
  /** Takes back all faults that did not happen yet. */
  heal(): void;
  /** @throws whatever a handler threw */
  close(): Promise<void>;
}

/**
 * Starts a server on a free port of the loopback interface.
 *
 * @example
 * await using server = await startApiServer({ handle: () => jsonReply({ events: [] }) });
 */
export async function startApiServer(definition: ApiDefinition, options: ApiServerOptions = {}): Promise<ApiServer> {
  const clock = options.clock ?? systemClock;
  const limit = options.rateLimit && new RateLimit(options.rateLimit, clock);
  const plan = new FaultPlan();
  const log: { request: ApiRequest; reply?: { status: number; bytes: Uint8Array } }[] = [];
  let count = 0;

  async function answer(request: ApiRequest): Promise<Reply> {
    const refusal = definition.authorize?.(request);
    if (refusal !== undefined) return refusal;
    const wait = limit?.refuse();
    if (wait !== undefined) return definition.limited?.(wait, clock) ?? textReply(429, 'too many requests');
    return definition.handle(request);
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, count++);
    const entry: (typeof log)[number] = { request };
    log.push(entry);
    response.setHeader('date', new Date(clock.now()).toUTCString());
    const send = async (reply: Reply): Promise<void> => {
      entry.reply = { status: reply.status, bytes: bytesOf(reply) };
      await sendReply(response, reply);
    };
    const reset = (): void => void incoming.socket.resetAndDestroy();
    const fault = plan.take(request);
    if (fault === undefined) return send(await answer(request));
    await fault({ request, response, send, reset, answer: () => answer(request) });
  }

  const { url, close } = await listen(serve);
  return {
    url,
    log,
    inject: (fault, rule) => plan.inject(fault, rule),
    heal: () => plan.clear(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
