import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/** Sends an answer's head, with the length of its whole body. @returns that body */
export function sendHead(response: ServerResponse, reply: Reply): Buffer {
  const bytes = bytesOf(reply);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length });
  return bytes;
}

/** Sends a whole answer; resolves when it is out, or when the other side has gone. */
export async function sendReply(response: ServerResponse, reply: Reply): Promise<void> {
  if (response.destroyed) return;
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  response.end(sendHead(response, reply));
  await closed;
}

/** The bytes of an answer's body. */
export function bytesOf(reply: Reply): Buffer {
  return typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : Buffer.from(reply.body);
}
