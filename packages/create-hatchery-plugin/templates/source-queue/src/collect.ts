import { type CollectContext, HatcheryError } from '@hatchery/core';
import type { Message, QueuedFile } from './message.ts';
import type { Options } from './options.ts';
import { acknowledge, receive } from './queue.ts';

/** Empties the queue: each message's files landed, then the message acknowledged. */
export async function collect(context: CollectContext<Options>): Promise<void> {
  const { config, pipe } = context;
  for (;;) {
    const messages = await receive(pipe.http, config);
    if (messages.length === 0) return;
    for (const message of messages) {
      for (const [index, file] of message.files.entries()) await land(context, message, file, index);
      // Only now, as the service forgets it. If we end before, the message comes again, and its files get the same names.
      await acknowledge(pipe.http, config, message);
    }
    // What was sent after this run began is for the next one, or a busy queue would never let this one end.
    if (messages.some(({ sentAt }) => sentAt >= pipe.window.to)) return;
  }
}

async function land(
  { config, pipe }: CollectContext<Options>,
  message: Message,
  { url, sha256 }: QueuedFile,
  seq: number,
): Promise<void> {
  // Streamed, as a file may be of any size, and as a function, so that hatchery can ask for it again if it breaks off.
  const landed = await pipe.spout(() => pipe.http({ url, auth: { bearer: config.token }, stream: true }), {
    slug: message.id,
    seq,
    timestamp: message.sentAt,
  });
  if (landed.sha256 === sha256) return;
  throw new HatcheryError('SOURCE_FAILED', 'A file of Acme Cloud has other bytes than its message says.', {
    hint: 'It was kept as it came. Its message was not acknowledged, so the service will give it again.',
    context: { message: message.id, object: landed.name },
  });
}
