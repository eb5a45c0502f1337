import { describeChecks, destinationSuite, gcsServer } from '@hatchery/testkit';
import { openStore } from './fixtures/open-store.ts';

// Small chunks, so that the sizes of the suite make resumable uploads of many.
const chunkSize = 1_048_576;

const checks = destinationSuite({
  // Each kill starts a process that has to load the SDK.
  kills: 4,
  async place() {
    const server = await gcsServer();
    const argument = { apiEndpoint: server.url, prefix: 'some/prefix/', chunkSize };
    return {
      open: () => openStore(argument),
      stall: async () => server.stall(),
      elsewhere: { module: new URL('./fixtures/open-store.ts', import.meta.url).href, argument },
      dispose: () => server.close(),
    };
  },
});

describeChecks('hatchery-dest-gcs as a destination', checks, { describe, it });
