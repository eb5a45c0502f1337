import type { Workload } from './workload.ts';
import { coldStart } from './workloads/cold-start.ts';
import { ledger } from './workloads/ledger.ts';
import { manyStreams } from './workloads/many-streams.ts';
import { memory } from './workloads/memory.ts';
import { pages } from './workloads/pages.ts';
import { passThrough } from './workloads/pass-through.ts';

export const allWorkloads: readonly Workload[] = [passThrough, pages, manyStreams, coldStart, memory, ledger];
