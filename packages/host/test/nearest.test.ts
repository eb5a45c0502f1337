import { expect } from 'chai';
import { nearest } from '../src/nearest.ts';

const commands = ['run', 'check', 'streams', 'plugins', 'init'];

describe('the nearest known name', () => {
  for (const [typed, known, meant] of [
    ['slcak', ['slack', 'http'], 'slack'],
    ['SLACK', ['slack', 'http'], 'slack'],
    ['tga', ['tag', 'env', 'tick'], 'tag'],
    ['dry-rum', ['dry-run', 'json'], 'dry-run'],
    ['chekc', ['check', 'run'], 'check'],
    ['plugins inspcet', ['plugins', 'plugins inspect'], 'plugins inspect'],
    ['rnu', commands, 'run'],
    ['strems', commands, 'streams'],
    ['plugin', commands, 'plugins'],
    ['xyz', commands, undefined],
    ['deploy', commands, undefined],
    ['--', commands, undefined],
    ['x', ['y', 'z'], undefined],
    ['', ['run'], undefined],
    ['anything', [], undefined],
    ['banana', ['slack', 'http'], undefined],
    ['a'.repeat(100_000), ['slack'], undefined],
  ] as const) {
    it(`of ${JSON.stringify(typed.slice(0, 20))} among ${known.join(', ') || 'none'} is ${meant ?? 'none'}`, () => {
      expect(nearest(typed, known)).to.equal(meant);
    });
  }
});
