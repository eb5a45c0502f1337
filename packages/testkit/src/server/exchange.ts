import type { ServerResponse } from 'node:http';
import type { ApiRequest } from './api-request.ts';
import type { Reply } from './reply.ts';

/** One request on its way to an answer, in the hands of a {@link Fault}. */
export interface Exchange {
  readonly request: ApiRequest;
  /** The raw answer, for faults that write it themselves. */
  readonly response: ServerResponse;
  /** Lets the server handle the request, as if there were no fault, and gives its answer unsent. */
  answer(): Promise<Reply>;
  /** Sends an answer whole. */
  send(reply: Reply): Promise<void>;
  /** Cuts the connection, as a crashed server or a middlebox does. */
  reset(): void;
}

/** Takes the place of the normal course of one request. `(exchange) => exchange.answer().then(exchange.send)` is no fault. */
export type Fault = (exchange: Exchange) => Promise<void> | void;

/** Which requests a fault is for. */
export interface FaultRule {
  /** Takes only requests that this is true of. @default all */
  readonly when?: (request: ApiRequest) => boolean;
  /** How many of those go unharmed first. @default 0 */
  readonly after?: number;
  /** How many of those are then taken. @default 1 */
  readonly times?: number;
}
