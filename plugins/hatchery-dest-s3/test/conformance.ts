import { awsServer, type DestinationConformance, type DestinationPlace } from '@hatchery/testkit';
import { optionsFor, type StoreOptions } from './fixtures/open-store.ts';

/** A bucket on a server of its own. */
export async function place(more: Partial<StoreOptions> = {}): Promise<DestinationPlace> {
  const server = await awsServer();
  const config = optionsFor(server, more);
  return {
    config,
    badConfig: { ...config, secretAccessKey: 'another-secret-access-key' },
    stall: async () => server.stall(),
    dispose: () => server.close(),
  };
}

const conformance: DestinationConformance = {
  module: new URL('../src/index.ts', import.meta.url).href,
  place,
  kills: 5,
};

export default conformance;
