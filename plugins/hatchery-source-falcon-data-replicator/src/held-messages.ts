import type { Message } from '@aws-sdk/client-sqs';
import type { Logger } from '@hatchery/core';
import type { Queue } from './queue.ts';

/** Does something again and again. @returns what ends that */
export type Every = (milliseconds: number, action: () => void) => () => void;

export interface HoldOptions {
  readonly queue: Pick<Queue, 'hide'>;
  /** Milliseconds. */
  readonly visibilityTimeout: number;
  readonly log: Logger;
  /** @default by a timer that keeps no process alive */
  readonly every?: Every;
}

/** How long giving messages back may take: a run that is told to stop has 5 s in all. */
const longestRelease = 2_000;

/**
 * The messages that were received and not deleted. They stay hidden for as long as this object lives, so that no other
 * consumer takes them up meanwhile; in the end, those still there are given back, for the next run to take at once.
 */
export class HeldMessages implements AsyncDisposable {
  readonly #options: HoldOptions;
  readonly #held = new Map<string, Message>();
  readonly #done = new AbortController();
  readonly #stop: () => void;
  #extending: Promise<unknown> = Promise.resolve();

  constructor(options: HoldOptions) {
    this.#options = options;
    const { every = byTimer, visibilityTimeout } = options;
    this.#stop = every(visibilityTimeout / 3, () => {
      this.#extending = this.#extending.then(() => this.#extend());
    });
  }

  /** Takes care of a message. @returns false if it is a copy of one that is held already; the newer receipt counts */
  hold(message: Message): boolean {
    const id = message.MessageId ?? '';
    const isNew = !this.#held.has(id);
    this.#held.set(id, message);
    return isNew;
  }

  /** The message as it was received last: only its newest receipt is sure to be good. */
  latest(message: Message): Message {
    return this.#held.get(message.MessageId ?? '') ?? message;
  }

  /** Lets go of a message that is deleted. */
  forget({ MessageId = '' }: Message): void {
    this.#held.delete(MessageId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    this.#done.abort();
    await this.#extending;
    if (this.#held.size > 0) await this.#hide(0, AbortSignal.timeout(longestRelease));
  }

  async #extend(): Promise<void> {
    await this.#hide(this.#options.visibilityTimeout, this.#done.signal);
  }

  /** What cannot be hidden comes again, and finds its files there: no reason to fail. */
  async #hide(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { queue, log } = this.#options;
    const hiding = [...this.#held.values()].map(async (message) => {
      try {
        await queue.hide(message, milliseconds, signal);
      } catch (error) {
        if (this.#done.signal === signal && signal.aborted) return;
        log.warn('A message could not be kept hidden, or given back; it may be received twice.', {
          message: message.MessageId,
          error,
        });
      }
    });
    await Promise.all(hiding);
  }
}

function byTimer(milliseconds: number, action: () => void): () => void {
  const timer = setInterval(action, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
