import { randomUUID } from 'node:crypto';
import { withAttempts } from './attempts.ts';
import type { GcsClient } from './gcs-client.ts';
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
  const data = Buffer.concat([Buffer.from(head + start), ...pieces, Buffer.from(`\r\n--${boundary}--`)]);
  const request = {
    method: 'POST' as const,
    url: client.uploadUrl({ uploadType: 'multipart', name: String(object['name']), ifGenerationMatch: '0' }),
    headers: { 'content-type': `multipart/related; boundary=${boundary}` },
    data,
    signal,
  };
  const { data: resource } = await withAttempts(() => client.send(request), client.patience, signal);
  return resource as ObjectResource;
}
