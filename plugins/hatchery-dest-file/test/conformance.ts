import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DestinationConformance } from '@hatchery/testkit';
import { stallThreads } from './fixtures/stalled-threads.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const conformance: DestinationConformance = {
  module: new URL('../src/index.ts', import.meta.url).href,
  async place() {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'no-folder'), '');
    return {
      config: { path: join(folder, 'made/on/demand') },
      badConfig: { path: join(folder, 'no-folder/logs') },
      stall: async () => stallThreads(folder),
      dispose: () => rm(folder, { recursive: true }),
    };
  },
};

export default conformance;
