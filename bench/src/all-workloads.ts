import type { Workload } from './workload.ts';
import { pagesToFiles } from './workloads/pages-to-files.ts';

export const allWorkloads: readonly Workload[] = [pagesToFiles];
