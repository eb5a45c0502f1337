/**
 * The process that is measured: `work.ts WORKLOAD SIDE INPUT FOLDER` does the work and tells its parent
 * what that took.
 */
import { allWorkloads } from './all-workloads.ts';
import type { ProcessUsage } from './measure.ts';

const [name, side, input = 'null', folder = ''] = process.argv.slice(2);
const workload = allWorkloads.find((each) => each.name === name);
if (workload === undefined || (side !== 'contender' && side !== 'floor'))
  throw new Error(`No such work: ${name} ${side}`);

await workload[side](JSON.parse(input), folder);

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const usage: ProcessUsage = { cpuMs: (userCPUTime + systemCPUTime) / 1_000, peakBytes: maxRSS * 1_024 };
process.send?.(usage);
process.disconnect?.();
