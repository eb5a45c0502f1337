import { describeChecks, testDestination } from '@hatchery/testkit';
import gcs from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-dest-gcs', testDestination(gcs, conformance), { describe, it });
