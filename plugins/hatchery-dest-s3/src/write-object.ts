import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { type CreateOptions, HatcheryError, type StoredObject } from '@hatchery/core';
import { commit } from './commit.ts';
import { GraceSignal } from './grace-signal.ts';
import { checksumIn, lookUp } from './look-up.ts';
import { MultipartUpload } from './multipart-upload.ts';
import { PartSink, tooLarge } from './part-sink.ts';
import { PartSizes } from './part-sizes.ts';
import { putWhole } from './put-whole.ts';
import type { Target } from './target.ts';

/** How long requests that must be known to the end may go on after an abort, in milliseconds. */
const grace = 10_000;

/** Writes a body as a new object: in one request if it is small, else in parts. Leaves nothing behind if it fails. */
export async function writeObject(
  target: Target,
  key: string,
  name: string,
  body: Readable,
  options: CreateOptions,
): Promise<StoredObject> {
  if (options.signal.aborted) throw cancelled(options.signal);
  const sizes = new PartSizes(target.config.partSize);
  if ((options.size ?? 0) > sizes.capacity) throw tooLarge(sizes);
  const failed = new AbortController();
  using late = new GraceSignal(options.signal, grace);
  const signals = { soon: AbortSignal.any([options.signal, failed.signal]), late: late.signal };
  const writeId = randomUUID();
  const properties = target.properties(options, writeId);
  const upload = new MultipartUpload(target, key, properties, signals);
  const sink = new PartSink(sizes, (part) => upload.send(part), options.size);
  try {
    await fill(sink, body, options);
    if (upload.isStarted) {
      await upload.send(sink.last);
      await sink.idle();
    }
    if (options.signal.aborted) throw cancelled(options.signal);
    return await commit({
      name,
      send: async () => {
        const told = upload.isStarted
          ? await upload.complete(sink)
          : await putWhole(target, key, sink.last.bytes, properties, late.signal);
        const checksum = checksumIn(told, target.config.checksum);
        return { name, size: sink.size, ...(checksum === undefined ? {} : { checksum }) };
      },
      look: () => lookUp(target, key, name, late.signal),
      isOurs: (found) => found.writeId === writeId && found.object.size === sink.size,
    });
  } catch (error) {
    failed.abort();
    await sink.idle().catch(() => {});
    await upload.abort();
    throw options.signal.aborted && !HatcheryError.is(error) ? cancelled(options.signal) : error;
  }
}

async function fill(sink: PartSink, body: Readable, { size, signal }: CreateOptions): Promise<void> {
  // The sink is what is waited for, as a body may never close. It is told of all that goes wrong with the body.
  pipeline(body, sink, { signal }).catch(() => {});
  try {
    await finished(sink);
  } catch (error) {
    throw sink.failure ?? brokenBody(error, signal);
  }
  if (size === undefined || size === sink.size) return;
  throw new HatcheryError('DESTINATION_FAILED', `${size} bytes were to come, but ${sink.size} came.`, {
    hint: 'The body was cut, or its size was declared wrongly; nothing of it was kept.',
  });
}

function brokenBody(error: unknown, signal: AbortSignal): HatcheryError {
  if (signal.aborted) return cancelled(signal);
  if (HatcheryError.is(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HatcheryError('DESTINATION_FAILED', `The bytes to write broke off: ${message}`, { cause: error });
}

function cancelled({ reason }: AbortSignal): HatcheryError {
  if (HatcheryError.is(reason)) return reason;
  return new HatcheryError('CANCELLED', 'The write was ended before it was done.', { cause: reason });
}
