import { HatcheryError } from '@hatchery/core';

export interface DrainOptions {
  /** For errors: `the tarball of hatchery-source-x@1.2.3`. */
  readonly what: string;
  /** In bytes. */
  readonly limit: number;
  /** How long nothing may come, in milliseconds. */
  readonly idle: number;
  /** The size that was announced, in bytes. */
  readonly announced?: number;
}

/** A stream, of Node's or of npm's kind. */
export interface Drainable {
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  destroy(): unknown;
}

/**
 * Takes a body from a registry piece by piece. npm's libraries limit neither its size nor the wait for its next piece.
 *
 * @throws HatcheryError `REGISTRY_FAILED` if it is too large or stops coming, and whatever `take` throws
 */
export async function drain(stream: Drainable, options: DrainOptions, take: (bytes: Buffer) => void): Promise<void> {
  const { what, limit, idle, announced = 0 } = options;
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      // At once, and not only when the promise is looked at: a stream that never pauses would not let that happen.
      const fail = (error: Error) => {
        reject(error);
        stream.destroy();
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => fail(stopped(what, idle)), idle);
      };
      stream.on('error', fail);
      stream.on('end', resolve);
      wait();
      if (announced > limit) return fail(tooLarge(what, limit));
      stream.on('data', (bytes) => {
        wait();
        size += bytes.length;
        if (size > limit) return fail(tooLarge(what, limit));
        try {
          take(bytes);
        } catch (error) {
          fail(error as Error);
        }
      });
    });
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}

function stopped(what: string, idle: number): HatcheryError {
  return failed(`${what} stopped coming for ${idle / 1000} seconds`, true);
}

function tooLarge(what: string, limit: number): HatcheryError {
  return failed(`${what} is larger than ${Math.round(limit / 2 ** 20)} MiB`, false);
}

function failed(reason: string, transient: boolean): HatcheryError {
  return new HatcheryError('REGISTRY_FAILED', `The registry failed: ${reason}.`, {
    hint: 'Check `registry` in .npmrc. If it is right, tell whoever runs the registry.',
    context: { phase: 'install' },
    transient,
  });
}
