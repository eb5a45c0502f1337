import { randomUUID } from 'node:crypto';
import { withAttempts } from './attempts.ts';
import type { GcsClient, GcsReply } from './gcs-client.ts';
import type { ObjectResource } from './object-resource.ts';

/** Writes an object in one request, which the service checks against `crc32c` before anything is visible. */
export async function uploadWhole(
  client: GcsClient,
  object: Readonly<Record<string, unknown>>,
  pieces: readonly Buffer[],
  crc32c: string,
  signal: AbortSignal,
): Promise<ObjectResource> {
  const boundary = randomUUID();
  const head = `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify({ ...object, crc32c })}\r\n`;
  const start = `--${boundary}\r\ncontent-type: ${String(object['contentType'])}\r\n\r\n`;
  const parts = [Buffer.from(head + start), ...pieces, Buffer.from(`\r\n--${boundary}--`)];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const request = {
    method: 'POST' as const,
    url: client.uploadUrl({ uploadType: 'multipart', name: String(object['name']), ifGenerationMatch: '0' }),
    headers: { 'content-type': `multipart/related; boundary=${boundary}`, 'content-length': String(length) },
    signal,
  };
  // Piece by piece: one buffer for all of them would be a second copy of the object.
  const send = (): Promise<GcsReply> => client.send({ ...request, data: parts });
  const { data: resource } = await withAttempts(send, client.patience, signal);
  return resource as ObjectResource;
}
