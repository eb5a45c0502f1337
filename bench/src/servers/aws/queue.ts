import { createHash, randomUUID } from 'node:crypto';

/** Messages lie in the queue for a while before they are taken. */
const hour = 3_600_000;

/** Messages that are each handed out once. */
export class Queue {
  #waiting: string[] = [];

  fill(bodies: readonly string[]): void {
    this.#waiting = [...bodies];
  }

  /** As SQS answers `ReceiveMessage`. */
  receive(limit: number): object {
    const taken = this.#waiting.splice(0, limit);
    return taken.length === 0 ? {} : { Messages: taken.map(received) };
  }
}

/** A message of Falcon Data Replicator. @param file what is said of each: bytes, and MD5 in hex */
export function messageOf(
  index: number,
  files: number,
  file: { readonly size: number; readonly checksum: string },
): string {
  const pathPrefix = `data/${String(index).padStart(8, '0')}-6c7d-8900-e12f-000000000000`;
  return JSON.stringify({
    cid: 'bench',
    timestamp: Date.now() - hour,
    fileCount: files,
    totalSize: files * file.size,
    bucket: 'bench',
    pathPrefix,
    files: Array.from({ length: files }, (_, part) => ({
      path: `${pathPrefix}/part-${String(part).padStart(5, '0')}.gz`,
      ...file,
    })),
  });
}

function received(body: string): object {
  return {
    Body: body,
    MD5OfBody: createHash('md5').update(body).digest('hex'),
    MessageId: randomUUID(),
    ReceiptHandle: randomUUID(),
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - hour) },
  };
}
