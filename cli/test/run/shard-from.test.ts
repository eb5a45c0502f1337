import { expect } from 'chai';
import { mostShards, shardText } from '../../src/run/shard.ts';
import { shardFrom } from '../../src/run/shard-from.ts';

describe('shardFrom', () => {
  it('reads I/N', () => {
    expect(shardFrom('3/16', {})).to.deep.equal({ number: 3, count: 16 });
    expect(shardFrom(`${mostShards}/${mostShards}`, {}).count).to.equal(mostShards);
    expect(shardText(shardFrom('3/16', {}))).to.equal('3/16');
  });

  it('takes what is given before what the platform tells', () => {
    const variables = { CLOUD_RUN_TASK_INDEX: '0', CLOUD_RUN_TASK_COUNT: '2' };
    expect(shardFrom('3/16', variables)).to.deep.equal({ number: 3, count: 16 });
    expect(shardFrom('auto', variables)).to.deep.equal({ number: 1, count: 2 });
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
    'Auto',
    'auto ',
    'auto/2',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      expect(() => shardFrom(text, { CLOUD_RUN_TASK_INDEX: '0', CLOUD_RUN_TASK_COUNT: '2' }))
        .to.throw('--shard')
        .with.property('code', 'USAGE'));
  }
});
