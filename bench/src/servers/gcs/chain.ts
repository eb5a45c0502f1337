import type { StoredObject } from './stored-object.ts';

/** A ledger that is only pretended: its names appear in listings, its newest entry can be read. */
export interface Chain {
  readonly prefix: string;
  readonly length: number;
}

const highest = 999_999_999;

/** The name of an entry, as `docs/ledger.md` has it. */
export function entryName(prefix: string, sequence: number): string {
  const down = String(highest - sequence).padStart(9, '0');
  const up = String(sequence).padStart(9, '0');
  return `${prefix}${down.slice(0, 3)}/${down.slice(3, 6)}/${down.slice(6)}-${up}.json`;
}

/** Entries older than the newest one, which is a real object. */
export function chainNames(chain: Chain, prefix: string, after: string, limit: number): StoredObject[] {
  const found: StoredObject[] = [];
  if (!chain.prefix.startsWith(prefix) && !prefix.startsWith(chain.prefix)) return found;
  for (let sequence = chain.length - 1; sequence > 0 && found.length < limit; sequence--) {
    const name = entryName(chain.prefix, sequence);
    if (name <= after || !name.startsWith(prefix)) continue;
    found.push({ name, size: 2_000, crc32c: 'AAAAAA==', generation: '1', timeCreated: '2026-01-01T00:00:00.000Z' });
  }
  return found;
}
