import { createHash } from 'node:crypto';
import type { ApiServer, SourceHarness } from '@hatchery/testkit';

/** The sha256 of each object at the destination, sorted. */
export async function landedHashes(harness: SourceHarness): Promise<string[]> {
  return (await harness.landed()).map(({ bytes }) => sha256(bytes)).sort();
}

/** The sha256 of each body that the server sent with status 200, sorted; repeated ones once for each time. */
export function sentHashes(server: ApiServer): string[] {
  const sent = server.log.filter(({ reply }) => reply?.status === 200);
  return sent.map(({ reply }) => sha256(reply?.bytes ?? new Uint8Array())).sort();
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
