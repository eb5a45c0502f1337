import { describeChecks, testSource } from '@hatchery/testkit';
import fdr from '../src/index.ts';
import conformance from './conformance.ts';

describeChecks('hatchery-source-falcon-data-replicator', testSource(fdr, conformance), { describe, it });
