import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Side } from './workload.ts';

export interface Measurement {
  /** From starting the process to its end. */
  readonly wallMs: number;
  /** User and system time, of the process and of those that it started. */
  readonly cpuMs: number;
  /** The largest resident set of any of these processes. */
  readonly peakBytes: number;
  /** What the side itself counted. */
  readonly counts: Readonly<Record<string, number>>;
}

const accountant = join(import.meta.dirname, 'usage.py');

/**
 * Lets a side do its work once, as a process of its own in a folder inside `parent`, and checks that it did.
 *
 * @throws Error when the process fails or leaves its work undone, with the end of what it said; without python3
 */
export async function measure(side: Side, parent: string): Promise<Measurement> {
  const root = await mkdtemp(join(parent, 'run-'));
  const [folder, report, output] = [join(root, 'work'), join(root, 'usage.json'), join(root, 'output')];
  await mkdir(folder);
  const { file, args, env } = await side.command(folder);
  await using log = await open(output, 'w');
  const child = spawn('python3', [accountant, report, file, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', log.fd, log.fd],
  });
  const [code, signal] = await exitOf(child);
  if (code !== 0) throw new Error(`${side.name} ended with ${signal ?? code}: ${await endOf(output)}`);
  const usage = JSON.parse(await readFile(report, 'utf8')) as Omit<Measurement, 'counts'>;
  const counts = await side.check(folder);
  await rm(root, { recursive: true });
  return { ...usage, counts };
}

async function exitOf(child: ReturnType<typeof spawn>): Promise<[number | null, string | null]> {
  try {
    return (await once(child, 'exit')) as [number | null, string | null];
  } catch (cause) {
    throw new Error('python3 is needed: it asks the kernel what each process took.', { cause });
  }
}

async function endOf(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).slice(-2_000).trim();
}
