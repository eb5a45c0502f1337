import { describeChecks, testDestination } from '@hatchery/testkit';
import file from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-dest-file', testDestination(file, conformance), { describe, it });
