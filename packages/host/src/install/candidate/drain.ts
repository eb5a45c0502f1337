import { HatcheryError } from '@hatchery/core';

export interface DrainOptions {
  /** For errors: `the document of hatchery-source-x`. */
  readonly what: string;
  /** In bytes. */
  readonly limit: number;
  /** How long nothing may come, in milliseconds. */
  readonly idle: number;
}

/** A stream, of Node's or of npm's kind. */
export interface Drainable extends AsyncIterable<Buffer> {
  destroy(error?: Error): unknown;
}

/**
 * Takes a body from a registry piece by piece. npm's libraries limit neither its size nor the wait for its next piece.
 *
 * @throws HatcheryError `REGISTRY_FAILED` if it is too large or stops coming
 */
export async function drain(stream: Drainable, options: DrainOptions, take: (bytes: Buffer) => void): Promise<void> {
  const { what, limit, idle } = options;
  const stalled = () => stream.destroy(failed(`${what} stopped coming for ${Math.round(idle / 1000)} seconds`, true));
  let timer = setTimeout(stalled, idle);
  let size = 0;
  try {
    for await (const bytes of stream) {
      clearTimeout(timer);
      size += bytes.length;
      if (size > limit) throw failed(`${what} is larger than ${Math.round(limit / 2 ** 20)} MiB`, false);
      take(bytes);
      timer = setTimeout(stalled, idle);
    }
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}

function failed(reason: string, transient: boolean): HatcheryError {
  return new HatcheryError('REGISTRY_FAILED', `The registry failed: ${reason}.`, {
    hint: 'Check `registry` in .npmrc. If it is right, tell whoever runs the registry.',
    context: { phase: 'install' },
    transient,
  });
}
