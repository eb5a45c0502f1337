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

// Starting processes that load the SDK takes its time on a busy machine.
const patient = { describe, it: (name: string, body: () => Promise<void>) => it(name, body).timeout(60_000) };

describeChecks('hatchery-dest-s3 as a destination', destinationSuite({ place, kills: 5 }), patient);

describeChecks(
  'hatchery-dest-s3 with a prefix, on a store without checksums of whole objects',
  destinationSuite({ place: () => place({ prefix: 'audit/日志-', checksum: 'md5' }), leaveOut: ['kill'] }),
  { describe, it },
);
