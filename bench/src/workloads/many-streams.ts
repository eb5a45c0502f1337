import { glob, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from '../servers/start-server.ts';
import type { Workload } from '../workload.ts';

const count = 1_000;
const size = 1_024 ** 2;
const concurrency = 32;

/** Many streams side by side. */
export const manyStreams: Workload<string> = {
  name: 'many-streams',
  description: `${count} streams of 1 MiB each, ${concurrency} at once, into files; the floor neither syncs, hashes, retries nor keeps a ledger`,

  async prepare() {
    const server = await startServer('bytes-server.ts', [size]);
    return { input: server.url, bytes: count * size, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },

  async contender(url, folder) {
    const { run } = await import('hatchery');
    const { default: http } = await import('hatchery-source-http');
    const { default: file } = await import('hatchery-dest-file');
    const destination = file({ path: folder });
    const streams = Array.from({ length: count }, (_, i) => ({
      id: `stream-${i}`,
      source: http({ url: `${url}${i}` }),
      destination,
    }));
    const report = await run({ config: { streams }, all: true, concurrency });
    const failed = report.streams.find(({ status }) => status !== 'completed');
    if (failed !== undefined) throw new Error('hatchery did not do its work', { cause: failed.error });
  },

  async floor(url, folder) {
    const numbers = Array.from({ length: count }, (_, i) => i).values();
    const worker = async (): Promise<void> => {
      for (const i of numbers) {
        const response = await fetch(`${url}${i}`);
        await writeFile(join(folder, `${i}.jsonl`), Buffer.from(await response.arrayBuffer()));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  },

  async verify(_url, folder) {
    const paths = await Array.fromAsync(glob('**/*.jsonl', { cwd: folder, exclude: ['_hatchery/**'] }));
    if (paths.length !== count) throw new Error(`${paths.length} objects were left`);
  },
};
