import type { IncomingMessage } from 'node:http';
import type { Exchange } from '../server/exchange.ts';

/** How much of a request's body has come. */
export interface Payload {
  bytes: Buffer;
  /** False after a cut. */
  isWhole: boolean;
}

/** An exchange whose request body is only read when a fault, or the service, asks for it. */
export interface GcsExchange extends Exchange {
  /** Reads the body, to its end or to so many bytes; what has come is kept for {@link Exchange.answer}. */
  receive(limit?: number): Promise<Payload>;
}

/** Takes the place of the normal course of one request; the kit's `faults` fit too. */
export type GcsFault = (exchange: GcsExchange) => Promise<void> | void;

/** Reads a body while `gate` is open. A connection that is cut ends it early, without an error. */
export async function receiveBody(
  incoming: IncomingMessage,
  gate: () => Promise<void>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Payload> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    await gate();
    for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
      pieces.push(piece as Buffer);
      size += (piece as Buffer).length;
      if (size >= limit) {
        const bytes = Buffer.concat(pieces);
        if (size > limit) incoming.unshift(bytes.subarray(limit));
        return { bytes: bytes.subarray(0, limit), isWhole: false };
      }
      await gate();
    }
    return { bytes: Buffer.concat(pieces), isWhole: incoming.complete };
  } catch {
    return { bytes: Buffer.concat(pieces), isWhole: false };
  }
}
