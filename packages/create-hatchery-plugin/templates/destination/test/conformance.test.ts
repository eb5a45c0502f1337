import { describe, it } from 'node:test';
import { describeChecks, testDestination } from '@hatchery/testkit';
import destination from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-dest-acme-cloud', testDestination(destination, conformance), { describe, it });
