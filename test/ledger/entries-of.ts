import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '@hatchery/engine';

export interface EntryFile {
  readonly path: string;
  readonly entry: LedgerEntry;
}

/** The entries of all ledgers below a folder; those of each chain the oldest first. */
export function entriesOf(path: string): EntryFile[] {
  const root = join(path, '_hatchery/ledger');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return names
    .toSorted()
    .toReversed()
    .map((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      return { path: name, entry: JSON.parse(text) as LedgerEntry };
    });
}
