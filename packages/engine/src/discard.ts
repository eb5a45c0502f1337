import type { Readable } from 'node:stream';

/** Ends a stream that nobody will read; what it says of that is nobody's concern. */
export function discard(stream: Readable): void {
  stream.on('error', () => {});
  stream.destroy();
}
