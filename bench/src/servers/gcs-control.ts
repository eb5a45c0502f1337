import { startServer } from './start-server.ts';

/** A running `gcs-server.ts`, and what it can be told beside what Google's has. */
export interface GcsControl extends AsyncDisposable {
  readonly url: string;
  /** Takes the counts of what came since the last call. */
  counts(): Promise<GcsCounts>;
  /** Forgets all objects and counts. */
  clear(): Promise<void>;
  /** Puts the newest entry of a ledger there, and pretends that the older ones are there, too. */
  pretendChain(prefix: string, length: number, newest: Buffer): Promise<void>;
}

export interface GcsCounts {
  readonly requests: number;
  /** Without ledger entries, and their bytes. */
  readonly objects: number;
  readonly bytes: number;
  readonly ledger: number;
}

export async function startGcs(): Promise<GcsControl> {
  const server = await startServer('gcs-server.ts', []);
  const ask = async (method: string, path: string, body?: Buffer<ArrayBuffer>): Promise<unknown> => {
    const response = await fetch(`${server.url}/-/${path}`, { method, ...(body && { body }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  };
  const counts = async (): Promise<GcsCounts> => (await ask('GET', 'counts')) as GcsCounts;
  return {
    url: server.url,
    counts,
    async clear() {
      await ask('DELETE', 'objects');
      await counts();
    },
    async pretendChain(prefix, length, newest) {
      await ask(
        'PUT',
        `chain?${new URLSearchParams({ prefix, length: String(length) }).toString()}`,
        Buffer.from(newest),
      );
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
