import type { Workload } from './workload.ts';
import { pages } from './workloads/pages.ts';

export const allWorkloads: readonly Workload[] = [pages];
