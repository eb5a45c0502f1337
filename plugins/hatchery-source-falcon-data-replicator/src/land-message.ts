import type { S3Client } from '@aws-sdk/client-s3';
import type { Message } from '@aws-sdk/client-sqs';
import { HatcheryError, type Pipe } from '@hatchery/core';
import type { LimitFunction } from 'p-limit';
import { fileMetadata } from './file-metadata.ts';
import { filesOf, type QueuedFile } from './message.ts';
import { openFile } from './open-file.ts';
import type { Options } from './options.ts';

export interface LandContext {
  readonly s3: S3Client;
  readonly config: Options;
  readonly pipe: Pipe;
  /** Bounds how many files are fetched at once, over all messages. */
  readonly limit: LimitFunction;
}

/** What hatchery refuses for what a message says, and not for what the destination does. */
const refusals = new Set(['CONTRACT_VIOLATED', 'OBJECT_NAME_REFUSED', 'SECRET_EXPOSED']);

/**
 * Lands the files of a message, each as an object of its own. One that fails does not keep the others from being landed.
 *
 * @returns what is wrong with the message or its files: nothing, if it may be deleted
 * @throws what would go wrong with any other message, too
 */
export async function landMessage(message: Message, context: LandContext): Promise<readonly HatcheryError[]> {
  const { pipe, limit } = context;
  let files: readonly QueuedFile[];
  try {
    files = filesOf(message);
  } catch (error) {
    if (HatcheryError.is(error)) return [error];
    throw error;
  }
  const landings = await Promise.allSettled(files.map((file) => limit(() => landFile(file, context))));
  return landings.flatMap((landing) => {
    if (landing.status === 'fulfilled') return [];
    // Told to stop, a file fails for that reason alone; where none failed, the message is done with.
    pipe.signal.throwIfAborted();
    const error: unknown = landing.reason;
    if (HatcheryError.is(error) && isAboutFile(error)) return [error];
    throw error;
  });
}

async function landFile(file: QueuedFile, { s3, config, pipe }: LandContext): Promise<void> {
  const { signal } = pipe;
  let begun = 0;
  // A function, so that hatchery can fetch the file again, as a whole, when it breaks off.
  await pipe.spout(() => openFile(file, { s3, config, signal }, begun++), fileMetadata(file, config.decompress));
}

function isAboutFile({ code, context }: HatcheryError): boolean {
  return context.phase === 'body' || refusals.has(code);
}
