import { expect } from 'chai';
import { inShard, mostShards, shardFrom } from '../../src/run/shard.ts';

const streams = Array.from({ length: 2_000 }, (_, index) => ({ id: `stream-${index}` }));

function parts(count: number): string[][] {
  return Array.from({ length: count }, (_, index) =>
    inShard(streams, { number: index + 1, count }).map(({ id }) => id),
  );
}

describe('shard', () => {
  it('reads I/N', () => {
    expect(shardFrom('3/16')).to.deep.equal({ number: 3, count: 16 });
    expect(shardFrom(`${mostShards}/${mostShards}`).count).to.equal(mostShards);
  });

  for (const text of [
    '',
    '/',
    '1',
    '1/',
    '/2',
    '0/2',
    '3/2',
    '-1/2',
    '1.5/2',
    '1/2/3',
    'a/b',
    ' 1/2',
    '1/0',
    '1/99999',
    '1/1e3',
    '１/２',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      expect(() => shardFrom(text))
        .to.throw('--shard')
        .with.property('code', 'USAGE'));
  }

  it('gives each stream to exactly one machine, and each about as many', () => {
    const taken = parts(7);
    expect(taken.flat().sort()).to.deep.equal(streams.map(({ id }) => id).sort());
    for (const part of taken) expect(part.length).to.be.within(200, 380);
  });

  it('moves streams to the new machine alone when there is one more', () => {
    const before = parts(4);
    const after = parts(5);
    for (const [index, part] of before.entries()) expect(part).to.include.members(after[index] ?? []);
    expect(after[4]?.length).to.be.within(300, 500);
  });

  it('keeps the order, and leaves one machine everything', () => {
    expect(inShard(streams, { number: 1, count: 1 })).to.deep.equal(streams);
  });
});
