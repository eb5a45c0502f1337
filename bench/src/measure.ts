import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Side, Workload } from './workload.ts';

/** What a process tells of itself at its end. */
export interface ProcessUsage {
  /** User and system time. */
  readonly cpuMs: number;
  /** The largest resident set. */
  readonly peakBytes: number;
}

export interface Measurement extends ProcessUsage {
  /** From starting the process to its end. */
  readonly wallMs: number;
}

/** Does the work once, in a process of its own and in a folder inside `parent`, and checks what it left. */
export async function measure(workload: Workload, side: Side, input: unknown, parent: string): Promise<Measurement> {
  const folder = await mkdtemp(join(parent, `${side}-`));
  const start = performance.now();
  const child = fork(join(import.meta.dirname, 'work.ts'), [workload.name, side, JSON.stringify(input), folder]);
  let usage: ProcessUsage | undefined;
  child.on('message', (message) => (usage = message as ProcessUsage));
  const [code] = (await once(child, 'exit')) as [number | null];
  const wallMs = performance.now() - start;
  if (code !== 0 || usage === undefined) throw new Error(`${workload.name}: the ${side} ended with ${code}.`);
  await workload.verify(input, folder);
  await rm(folder, { recursive: true });
  return { ...usage, wallMs };
}
