import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type LedgerEntry, verifyStreams } from '@hatchery/engine';
import { CountedObjects } from '../../src/ledger/counted-objects.ts';
import { chainPrefix, entryName } from '../../src/ledger/ledger-names.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { pagesStream } from '../support/pages-stream.ts';

const time = '2026-03-04T12:00:00.000Z';
const prefix = chainPrefix('test');

const links = fc.array(
  fc.record({ kind: fc.constantFrom('intent', 'landed', 'progress', 'complete'), run: fc.constantFrom('a', 'b') }),
  { minLength: 1, maxLength: 12 },
);

/** Entries of these kinds and runs, in order, linked; each but an intent names one object. */
function chain(parts: readonly Pick<LedgerEntry, 'kind' | 'run'>[]): { entry: LedgerEntry; bytes: string }[] {
  let previous: string | null = null;
  return parts.map((part, index) => {
    const sequence = index + 1;
    const object = { name: `object-${sequence}`, size: 1, sha256: '0'.repeat(64), storedSize: 1 };
    const entry: LedgerEntry = {
      ...part,
      version: 1,
      stream: 'test',
      sequence,
      previous,
      committedAt: time,
      window: { from: time, to: time },
      opened: 1,
      nextSeq: 0,
      series: [],
      schemaHints: [],
      objects: part.kind === 'intent' ? [] : [object],
      totals: { objects: 0, bytes: 0 },
      versions: {},
    };
    const bytes = `${JSON.stringify(entry)}\n`;
    previous = createHash('sha256').update(bytes).digest('hex');
    return { entry, bytes };
  });
}

describe('what counts', () => {
  it('is the same read forwards, to go on, and backwards, to verify: whatever the order of kinds and runs', () =>
    fc.assert(
      fc.asyncProperty(links, async (parts) => {
        const store = new MemoryStore();
        const counted = new CountedObjects();
        const forwards = chain(parts).flatMap(({ entry, bytes }) => {
          store.put(entryName(prefix, entry.sequence), bytes);
          return counted.add(entry).map(({ name }) => name);
        });
        // None of them is there, so each that counts is missed.
        const { differences } = await verifyStreams([pagesStream(store)]);
        expect(new Set(differences.map(({ kind }) => kind))).to.deep.equal(
          new Set(forwards.length > 0 ? ['missing'] : []),
        );
        expect(differences.map(({ name }) => name)).to.have.members(forwards);
      }),
      { numRuns: 300 },
    ));
});
