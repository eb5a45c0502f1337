import { describeChecks, testSource } from '@hatchery/testkit';
import twilio from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-source-twilio', testSource(twilio, conformance), { describe, it });
