import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeChecks, destinationSuite } from '@hatchery/testkit';
import { openStore } from './fixtures/open-store.ts';
import { stallThreads } from './fixtures/stalled-threads.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const checks = destinationSuite({
  async place() {
    const folder = await temporaryFolder();
    const path = join(folder, 'made/on/demand');
    return {
      open: () => openStore(path),
      stall: async () => stallThreads(folder),
      elsewhere: { module: new URL('./fixtures/open-store.ts', import.meta.url).href, argument: path },
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});

describeChecks('hatchery-dest-file as a destination', checks, { describe, it });
