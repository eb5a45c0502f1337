import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../compare.ts';
import type { Machine } from './machine.ts';

/** One workload, measured: a file of `bench/results/`. */
export interface Result extends Comparison {
  /** RFC 3339. */
  readonly measuredAt: string;
  readonly machine: Machine;
}

const folder = join(import.meta.dirname, '..', '..', 'results');

/** Keeps all rounds of a workload, in place of those of the last time. */
export async function writeResult(result: Result): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${result.workload}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
}

/** The last result of each of these workloads that was ever measured. */
export async function readResults(workloads: readonly string[]): Promise<Result[]> {
  const files: readonly string[] = await readdir(folder).catch(() => []);
  const known = workloads.filter((name) => files.includes(`${name}.json`));
  return Promise.all(
    known.map(async (name) => JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Result),
  );
}
