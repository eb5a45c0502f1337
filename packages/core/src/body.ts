import type { Readable } from 'node:stream';
import type { HttpResponse } from './http.ts';

/** Bytes that can be landed as they are. */
export type Bytes =
  | string
  | Uint8Array
  | ArrayBuffer
  | Readable
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | HttpResponse;

/**
 * What {@link Pipe.spout} takes. A function that opens the bytes is called again when landing them has to
 * be retried; bytes in memory can be retried too; a bare stream cannot.
 */
export type Body = Bytes | (() => Bytes | Promise<Bytes>);
