import type { DestinationConformance } from '@hatchery/testkit';
import { localService } from './local-service.ts';

/** What the suite has to know to try all that any destination must survive. `hatchery plugins test` reads it too. */
const conformance: DestinationConformance = {
  module: new URL('../src/index.ts', import.meta.url).href,
  async place() {
    const service = await localService();
    const { bucket, token, baseUrl } = service;
    return {
      config: { bucket, token, baseUrl },
      badConfig: { bucket, token: 'another-token', baseUrl },
      stall: async () => service.stall(),
      dispose: () => service.close(),
    };
  },
};

export default conformance;
