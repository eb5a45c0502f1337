import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryName } from '../servers/gcs/chain.ts';
import { type LedgerSeed, renumber } from './first-entry.ts';

/** File systems bound the number of links to one file. */
const linksPerFile = 30_000;

/** Lays a ledger of `length` entries into a folder: a newest one, and links in place of the others. */
export async function layChain(folder: string, length: number, seed: LedgerSeed): Promise<void> {
  const bytes = renumber(seed, length);
  let original = '';
  for (let sequence = length; sequence > 0; sequence--) {
    const path = join(folder, entryName('', sequence));
    const made = length - sequence;
    if (made === 0 || sequence % 1_000 === 999) mkdirSync(dirname(path), { recursive: true });
    if (made === 0 || made % linksPerFile === 1) writeFileSync(path, bytes);
    else linkSync(original, path);
    if (made % linksPerFile === 1) original = path;
  }
}
