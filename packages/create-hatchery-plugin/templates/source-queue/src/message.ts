import { followUrl, HatcheryError, itemsAt, valueAt } from '@hatchery/core';

/** One message of the queue: files to fetch. */
export interface Message {
  /** The same each time the message is given. */
  readonly id: string;
  /** What to acknowledge it with; another one each time. */
  readonly receipt: string;
  readonly sentAt: Date;
  readonly files: readonly QueuedFile[];
}

export interface QueuedFile {
  readonly url: string;
  /** Of its bytes, hex. */
  readonly sha256: string;
}

/**
 * Reads a message.
 *
 * @param baseUrl where the API is: the token goes along to the files, so none may lie elsewhere
 * @throws HatcheryError `HTTP_BODY` if it is none, `ORIGIN_REFUSED`
 */
export function readMessage(item: unknown, baseUrl: string): Message {
  const [id, receipt, sent] = ['id', 'receipt', 'sent'].map((key) => valueAt(item, key));
  const sentAt = new Date(String(sent));
  if (typeof id !== 'string' || typeof receipt !== 'string' || Number.isNaN(sentAt.getTime())) throw notUnderstood();
  return { id, receipt, sentAt, files: itemsAt(item, 'files').map((file) => readFile(file, baseUrl)) };
}

function readFile(file: unknown, baseUrl: string): QueuedFile {
  const [url, sha256] = [valueAt(file, 'url'), valueAt(file, 'sha256')];
  if (typeof url !== 'string' || typeof sha256 !== 'string') throw notUnderstood();
  return { url: followUrl(url, baseUrl), sha256: sha256.toLowerCase() };
}

function notUnderstood(): HatcheryError {
  return new HatcheryError('HTTP_BODY', 'Acme Cloud sent a message that is not understood.');
}
