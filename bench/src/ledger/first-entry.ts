import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hatcheryRun } from '../hatchery-project.ts';
import { runOnce } from '../run-once.ts';

/** A ledger's newest entry as hatchery wrote it, to be given other numbers. */
export interface LedgerSeed {
  /** Of the names of the chain. */
  readonly prefix: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

/** Lets hatchery begin a ledger in `folder`. */
export async function firstEntry(slack: string, folder: string): Promise<LedgerSeed> {
  const path = join(folder, 'first');
  const source = { use: 'slack', token: 'xoxp-bench', baseUrl: slack };
  const command = await hatcheryRun(folder, [{ id: 'quiet', source, destination: { use: 'file', path } }]);
  await runOnce(command, folder);
  const names = (await Array.fromAsync(glob('_hatchery/ledger/*/commits/**/*.json', { cwd: path }))).sort();
  const [newest] = names;
  const prefix = /^.*\/commits\//.exec(newest ?? '')?.[0];
  if (newest === undefined || prefix === undefined) throw new Error('hatchery left no ledger.');
  return { prefix, entry: JSON.parse(await readFile(join(path, newest), 'utf8')) as LedgerSeed['entry'] };
}

/** The same entry as the newest of a chain of `length`. */
export function renumber({ entry }: LedgerSeed, length: number): Buffer {
  return Buffer.from(`${JSON.stringify({ ...entry, sequence: length, opened: length - 1 })}\n`);
}
