import type { JsonValue } from '@hatchery/core';
import { awsServer, describeChecks, destinationSuite, type DestinationPlace } from '@hatchery/testkit';
import { openStore, optionsFor, type StoreOptions } from './fixtures/open-store.ts';

async function place(more: Partial<StoreOptions> = {}): Promise<DestinationPlace> {
  const server = await awsServer();
  const options = optionsFor(server, more);
  return {
    open: () => openStore(options),
    stall: async () => server.stall(),
    elsewhere: {
      module: new URL('./fixtures/open-store.ts', import.meta.url).href,
      argument: options as unknown as JsonValue,
    },
    dispose: () => server.close(),
  };
}

describeChecks('hatchery-dest-s3 as a destination', destinationSuite({ place }), { describe, it });

describeChecks(
  'hatchery-dest-s3 with a prefix, on a store without checksums of whole objects',
  destinationSuite({ place: () => place({ prefix: 'audit/日志', checksum: 'md5' }), leaveOut: ['kill'] }),
  { describe, it },
);
