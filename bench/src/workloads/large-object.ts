import { createWriteStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startServer } from '../servers/start-server.ts';
import type { Workload } from '../workload.ts';

const size = 10 * 1_024 ** 3;

/** One object far larger than memory. */
export const largeObject: Workload<string> = {
  name: 'large-object',
  description: 'one object of 10 GiB, from a server into a file; the floor neither syncs nor hashes',
  rounds: 1,

  async prepare() {
    const server = await startServer('bytes-server.ts', [size]);
    return { input: server.url, bytes: size, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },

  async contender(url, folder) {
    const { run } = await import('hatchery');
    const { default: http } = await import('hatchery-source-http');
    const { default: file } = await import('hatchery-dest-file');
    const stream = { id: 'large', source: http({ url }), destination: file({ path: folder }) };
    const { streams } = await run({ config: { streams: [stream] }, all: true });
    if (streams[0]?.status !== 'completed')
      throw new Error('hatchery did not do its work', { cause: streams[0]?.error });
  },

  async floor(url, folder) {
    const { body } = await fetch(url);
    if (body === null) throw new Error('The server sent no body.');
    await pipeline(Readable.fromWeb(body), createWriteStream(join(folder, 'large.jsonl')));
  },

  async verify(_url, folder) {
    const [path] = await Array.fromAsync(glob('**/*.jsonl', { cwd: folder, exclude: ['_hatchery/**'] }));
    if (path === undefined || (await stat(join(folder, path))).size !== size)
      throw new Error('The object is not whole.');
  },
};
