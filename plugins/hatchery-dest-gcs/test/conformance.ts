import { randomUUID } from 'node:crypto';
import { type DestinationConformance, type DestinationPlace, gcsServer } from '@hatchery/testkit';
import { openStore } from './fixtures/open-store.ts';

/** Small chunks, so that the sizes of the suite make resumable uploads of many. */
const common = { chunkSize: 1_048_576, retryWait: '1ms' };

/** Another server to run the suite against, such as https://storage.googleapis.com; the local one if it is not set. */
const otherEndpoint = process.env['HATCHERY_TEST_GCS_ENDPOINT'];

/** A fresh place: a server of its own or, elsewhere, a prefix of its own in the bucket HATCHERY_TEST_GCS_BUCKET. */
async function place(): Promise<DestinationPlace> {
  if (otherEndpoint !== undefined) return placeElsewhere(otherEndpoint);
  const server = await gcsServer();
  const config = { ...common, bucket: 'bucket', apiEndpoint: server.url, prefix: 'some/prefix/' };
  return {
    config,
    badConfig: { ...config, bucket: 'no-such-bucket' },
    stall: async () => server.stall(),
    dispose: () => server.close(),
  };
}

function placeElsewhere(apiEndpoint: string): DestinationPlace {
  const bucket = process.env['HATCHERY_TEST_GCS_BUCKET'] ?? 'bucket';
  const config = { ...common, apiEndpoint, bucket, prefix: `hatchery-test/${randomUUID()}/` };
  return {
    config,
    async dispose() {
      const store = await openStore(config);
      for await (const { name } of store.list('')) await store.remove?.(name);
    },
  };
}

const conformance: DestinationConformance = {
  module: new URL('../src/index.ts', import.meta.url).href,
  place,
  // Each kill starts a process that has to load the SDK.
  kills: 4,
  ...(otherEndpoint !== undefined && { leaveOut: { backpressure: 'a service elsewhere cannot be stalled' } }),
};

export default conformance;
