import { redact } from '@hatchery/core';

/**
 * Removes secrets from whatever is written to a stream, also by a plugin that writes there by itself or by a
 * library's warning. The last line of defence: what hatchery prints is clean before it comes here.
 */
export function guardOutput(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const write: (chunk: string | Uint8Array, ...rest: never[]) => boolean = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
      write(typeof chunk === 'string' ? redact(chunk) : cleanBytes(chunk), ...(rest as never[]));
  }
}

function cleanBytes(chunk: Uint8Array): Uint8Array | string {
  const text = Buffer.from(chunk).toString();
  const clean = redact(text);
  return clean === text ? chunk : clean;
}
