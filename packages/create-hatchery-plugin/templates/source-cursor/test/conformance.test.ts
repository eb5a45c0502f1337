import { describe, it } from 'node:test';
import { describeChecks, testSource } from '@hatchery/testkit';
import source from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-source-acme-cloud', testSource(source, conformance), { describe, it });
