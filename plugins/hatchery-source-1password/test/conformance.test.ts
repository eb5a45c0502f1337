import { describeChecks, testSource } from '@hatchery/testkit';
import onePassword from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-source-1password', testSource(onePassword, conformance), { describe, it });
