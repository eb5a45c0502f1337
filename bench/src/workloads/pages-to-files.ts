import { glob, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from '../servers/start-server.ts';
import type { Workload } from '../workload.ts';

const pages = 400;
const pageSize = 256 * 1_024;

/** Page after page of an API, each landed as a file. */
export const pagesToFiles: Workload<string> = {
  name: 'pages-to-files',
  description: `${pages} pages of ${pageSize / 1_024} KiB, one after the other, into files; the floor neither syncs, hashes, retries nor keeps a ledger`,

  async prepare() {
    const server = await startServer('pages-server.ts', [pages, pageSize]);
    return {
      input: server.url,
      bytes: pages * pageSize,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },

  async contender(url, folder) {
    const { run } = await import('hatchery');
    const { default: http } = await import('hatchery-source-http');
    const { default: file } = await import('hatchery-dest-file');
    const source = http({ url, pagination: { kind: 'link' } });
    const { streams } = await run({
      config: { streams: [{ id: 'pages', source, destination: file({ path: folder }) }] },
      all: true,
    });
    if (streams[0]?.status !== 'completed')
      throw new Error('hatchery did not do its work', { cause: streams[0]?.error });
  },

  async floor(url, folder) {
    let next: string | undefined = url;
    for (let page = 0; next !== undefined; page++) {
      const response: Response = await fetch(next);
      await writeFile(join(folder, `page-${page}.json`), Buffer.from(await response.arrayBuffer()));
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
  },

  async verify(_url, folder) {
    let [count, bytes] = [0, 0];
    for await (const path of glob('**/*.json', { cwd: folder, exclude: ['_hatchery/**'] })) {
      count++;
      bytes += (await stat(join(folder, path))).size;
    }
    if (count !== pages || bytes !== pages * pageSize) throw new Error(`${count} files with ${bytes} bytes were left`);
  },
};
