import { describeChecks, testDestination } from '@hatchery/testkit';
import s3 from '../src/index.ts';
import conformance, { place } from './conformance.ts';

// Starting processes that load the SDK takes its time on a busy machine.
const patient = { describe, it: (name: string, body: () => Promise<void>) => it(name, body).timeout(60_000) };

describeChecks('hatchery-dest-s3', testDestination(s3, conformance), patient);

const elsewhere = {
  place: () => place({ prefix: 'audit/日志-', checksum: 'md5' }),
  leaveOut: { killed: 'tested on the other place' },
};

describeChecks(
  'hatchery-dest-s3 with a prefix, on a store without checksums of whole objects',
  testDestination(s3, elsewhere),
  { describe, it },
);
