import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes over the newest entry of a stream's ledger in `logs`. */
export async function spoilLedger(cwd: string, stream: string): Promise<void> {
  const commits = join(cwd, 'logs/_hatchery/ledger', stream, 'commits/999/999');
  const [head = ''] = (await readdir(commits)).toSorted();
  await writeFile(join(commits, head), '{');
}
