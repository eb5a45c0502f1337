import { describeChecks, testSource } from '@hatchery/testkit';
import http from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-source-http', testSource(http, conformance), { describe, it });
