import { expect } from 'chai';
import fc from 'fast-check';
import { inShard } from '../../src/run/in-shard.ts';

type Streams = readonly { readonly id: string }[];

/** What each of `count` machines takes: the ids, machine by machine. */
function parts(streams: Streams, count: number): string[][] {
  return Array.from({ length: count }, (_, index) =>
    inShard(streams, { number: index + 1, count }).map(({ id }) => id),
  );
}

/** Which machine takes each id. */
function owners(streams: Streams, count: number): Map<string, number> {
  return new Map(parts(streams, count).flatMap((ids, index) => ids.map((id) => [id, index + 1] as const)));
}

/** How uneven a spread is. Chance alone exceeds {@link chiSquareBound} once in 70 billion times. */
function chiSquare(taken: readonly string[][]): number {
  const mean = taken.flat().length / taken.length;
  return taken.reduce((sum, { length }) => sum + (length - mean) ** 2 / mean, 0);
}

/** Laurent and Massart's bound on the tail of the chi-square distribution, at e^-25. */
function chiSquareBound(count: number): number {
  return count - 1 + 2 * Math.sqrt((count - 1) * 25) + 50;
}

const hundredThousand = Array.from({ length: 100_000 }, (_, n) => ({ id: `tenant-${String(n).padStart(6, '0')}` }));

describe('inShard', function spread() {
  this.timeout(60_000);

  it('gives each of 100,000 streams to exactly one machine, and each machine as many as chance would', () => {
    const taken = parts(hundredThousand, 16);
    expect(taken.flat()).to.have.length(100_000);
    expect(new Set(taken.flat()).size).to.equal(100_000);
    expect(chiSquare(taken)).to.be.lessThan(chiSquareBound(16));
  });

  it('moves a 17th of 100,000 streams when there is a 17th machine, and to that one only', () => {
    const before = owners(hundredThousand, 16);
    const moved = [...owners(hundredThousand, 17)].filter(([id, owner]) => before.get(id) !== owner);
    expect(new Set(moved.map(([, owner]) => owner))).to.deep.equal(new Set([17]));
    // Six standard deviations of a binomial distribution to either side.
    expect(moved.length).to.be.within(5_882 - 447, 5_882 + 447);
  });

  it('is as even for any way to name streams, and for any number of machines', () => {
    const naming = fc.record({ before: fc.string(), after: fc.string(), step: fc.integer({ min: 1, max: 1_000 }) });
    fc.assert(
      fc.property(naming, fc.integer({ min: 2, max: 40 }), ({ before, after, step }, count) => {
        const streams = Array.from({ length: 2_000 }, (_, n) => ({ id: `${before}${n * step}${after}` }));
        const taken = parts(streams, count);
        expect(taken.flat().length).to.equal(2_000);
        expect(chiSquare(taken)).to.be.lessThan(chiSquareBound(count));
      }),
      { numRuns: 20 },
    );
  });

  const ids = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 30 });
  const streamsOf = (list: readonly string[]): Streams => list.map((id) => ({ id }));

  it('gives each stream to exactly one machine, whatever its id', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 50 }), (list, count) => {
        expect(parts(streamsOf(list), count).flat().toSorted()).to.deep.equal(list.toSorted());
      }),
    );
  });

  it('goes by the id alone: not by the order, and not by the other streams', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 50 }), (list, count) => {
        const together = owners(streamsOf(list), count);
        expect(owners(streamsOf(list.toReversed()), count)).to.deep.equal(together);
        for (const id of list.slice(0, 3)) expect(owners([{ id }], count).get(id)).to.equal(together.get(id));
      }),
      { numRuns: 30 },
    );
  });

  it('moves streams to the new machine only', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 50 }), (list, count) => {
        const before = owners(streamsOf(list), count);
        for (const [id, owner] of owners(streamsOf(list), count + 1)) {
          expect(owner).to.be.oneOf([before.get(id), count + 1]);
        }
      }),
    );
  });

  it('keeps the order, and leaves one machine everything', () => {
    const few = hundredThousand.slice(0, 200);
    expect(inShard(few, { number: 1, count: 1 })).to.deep.equal(few);
    const third = inShard(few, { number: 3, count: 4 });
    expect(third).to.deep.equal(few.filter((stream) => third.includes(stream)));
    expect(inShard([], { number: 1, count: 4 })).to.deep.equal([]);
  });

  /**
   * Made by another program, in another language. A change here is a breaking one: machines of two versions would, in one
   * run, take some streams twice and leave others out.
   */
  const fixed: Readonly<Record<string, readonly number[]>> = {
    slack: [1, 2, 3, 14, 14, 837, 3007],
    'slack-prod': [1, 1, 3, 15, 15, 183, 183],
    '1password': [1, 1, 3, 16, 16, 167, 8345],
    'tenant-000000': [1, 1, 3, 4, 4, 249, 9257],
    'tenant-000001': [1, 1, 3, 11, 11, 444, 3114],
    'tenant-099999': [1, 2, 3, 5, 5, 471, 6503],
    a: [1, 2, 3, 6, 6, 768, 4065],
    '': [1, 1, 3, 8, 8, 949, 9295],
    'zwei-ツ': [1, 1, 1, 6, 6, 572, 4828],
    'Zoë 🦆': [1, 2, 2, 6, 6, 818, 8484],
    'a/b/../c': [1, 1, 1, 16, 16, 813, 7633],
  };
  for (const [id, numbers] of Object.entries(fixed)) {
    it(`gives ${JSON.stringify(id)} to the machine that it always had`, () => {
      for (const [index, count] of [1, 2, 3, 16, 17, 1_000, 10_000].entries()) {
        const number = numbers[index] ?? 0;
        expect(inShard([{ id }], { number, count }), `${number}/${count}`).to.have.length(1);
        const next = (number % count) + 1;
        if (count > 1) expect(inShard([{ id }], { number: next, count }), `${next}/${count}`).to.have.length(0);
      }
    });
  }
});
