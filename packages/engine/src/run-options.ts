import type { Window } from '@hatchery/core';
import type { RunListener } from './events.ts';

/** How failures that may pass are tried again. Times are milliseconds. */
export interface RetryPolicy {
  /** @default 5 */
  readonly retries: number;
  /** The first wait is drawn from 0 to this; it doubles with each try (full jitter). @default 500 */
  readonly base: number;
  /** No drawn wait is longer. @default 30_000 */
  readonly cap: number;
  /** The most that one request or landing may take, waits included; a longer wait that a server asks for fails at once. @default 900_000 */
  readonly total: number;
}

/** Milliseconds. */
export interface HttpTimeouts {
  /** To open a connection, TLS included. @default 10_000 */
  readonly connect: number;
  /** From the request's end to the answer's headers. @default 60_000 */
  readonly headers: number;
  /** Between two pieces of an answer's body. @default 60_000 */
  readonly idle: number;
}

export interface RunOptions {
  /** Identifies the run in ledgers and in its report. @default a random UUID */
  readonly id?: string;
  /** Streams at once. @default 16: enough to hide the waits of APIs, little enough for one small container */
  readonly concurrency?: number;
  /** Collect exactly these windows, for all streams or by stream id, instead of going on where each stream stopped. */
  readonly windows?: readonly Window[] | ReadonlyMap<string, readonly Window[]>;
  /** Ends the run: sources are told, landing objects are finished or discarded. */
  readonly signal?: AbortSignal;
  readonly onEvent?: RunListener;
  readonly retry?: Partial<RetryPolicy>;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** How long, in milliseconds, other runs leave a stream alone after this one was last heard of; 0 for not at all. @default 120_000 */
  readonly leaseMs?: number;
  /** The time the run takes for now. @default the clock at its start */
  readonly now?: Date;
  /** Versions to record beside the plugins' own, by package name. */
  readonly versions?: Readonly<Record<string, string>>;
}
