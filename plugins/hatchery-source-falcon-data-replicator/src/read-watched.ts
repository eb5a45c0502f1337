import type { Readable } from 'node:stream';
import { HatcheryError } from '@hatchery/core';

/**
 * The bytes of a body, as long as it does not go silent. Only the time is counted in which somebody waits for bytes: a slow reader
 * is no silence.
 *
 * @param idleTimeout milliseconds
 * @throws HatcheryError `TIMEOUT`, and what the body throws
 */
export async function* readWatched(body: Readable, idleTimeout: number, service: string): AsyncGenerator<Buffer> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  const silent = (): void => {
    const seconds = idleTimeout / 1_000;
    body.destroy(
      new HatcheryError('TIMEOUT', `${service} fell silent for ${seconds} s in the middle of an answer.`, {
        transient: true,
      }),
    );
  };
  try {
    for (;;) {
      const timer = setTimeout(silent, idleTimeout);
      const { done, value } = await pieces.next().finally(() => clearTimeout(timer));
      if (done === true) return;
      yield value;
    }
  } finally {
    body.destroy();
  }
}
