import { describeChecks, destinationSuite } from '@hatchery/testkit';
import { otherEndpoint, place } from './fixtures/place.ts';

const checks = destinationSuite({
  place,
  // Each kill starts a process that has to load the SDK.
  kills: 4,
  leaveOut: otherEndpoint === undefined ? [] : ['backpressure'],
});

describeChecks('hatchery-dest-gcs as a destination', checks, { describe, it });
