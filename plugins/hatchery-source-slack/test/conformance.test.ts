import { describeChecks, testSource } from '@hatchery/testkit';
import slack from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-source-slack', testSource(slack, conformance), { describe, it });
