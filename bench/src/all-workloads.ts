import type { Workload } from './workload.ts';
import { largeObject } from './workloads/large-object.ts';
import { manyStreams } from './workloads/many-streams.ts';
import { pagesToFiles } from './workloads/pages-to-files.ts';

export const allWorkloads: readonly Workload[] = [pagesToFiles, manyStreams, largeObject];
