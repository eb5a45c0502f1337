import { createHash } from 'node:crypto';
import { HatcheryError } from '@hatchery/core';
import type { QueuedFile } from './message.ts';

/**
 * The bytes of a file, compared on their way with what its message says.
 *
 * @throws HatcheryError `SOURCE_FAILED` if they are others, at the latest in place of their end: nothing of them is landed then
 */
export async function* checkedBytes(bytes: AsyncIterable<Buffer>, file: QueuedFile): AsyncGenerator<Buffer> {
  const md5 = file.md5 === undefined ? undefined : createHash('md5');
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (file.size !== undefined && size > file.size) throw otherBytes(file, `more than ${file.size} bytes came`);
    md5?.update(piece);
    yield piece;
  }
  if (file.size !== undefined && size < file.size) throw otherBytes(file, `${size} of ${file.size} bytes came`);
  const digest = md5?.digest('hex');
  if (digest !== file.md5) throw otherBytes(file, `their MD5 is ${digest}, and not ${file.md5}`);
}

function otherBytes({ bucket, path }: QueuedFile, how: string): HatcheryError {
  return new HatcheryError(
    'SOURCE_FAILED',
    `The file s3://${bucket}/${path} has other bytes than its message says: ${how}.`,
    {
      hint: 'It was not landed, and its message stays in the queue. If the feed counts in another way, set "verify: false".',
    },
  );
}
