import { expect } from 'chai';
import { type Goal, judge } from '../src/goals/goal.ts';
import { count, cpuMs, peakMiB, Results, wallMs } from '../src/goals/results.ts';
import type { Measurement } from '../src/measure.ts';
import { median } from '../src/median.ts';

const measured = (wall: number, more: Partial<Measurement> = {}): Measurement => ({
  wallMs: wall,
  cpuMs: wall / 2,
  peakBytes: 1_048_576,
  counts: {},
  ...more,
});

describe('median', () => {
  it('takes the middle, whatever the order', () => {
    expect(median([5, 1, 3])).to.equal(3);
    expect(median([10, 9, 100])).to.equal(10);
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).to.equal(3);
  });

  it('refuses to have one of nothing', () => {
    expect(() => median([])).to.throw(RangeError);
  });
});

describe('results of a workload', () => {
  const results = new Results(
    new Map([
      ['a', [measured(100), measured(900), measured(200)]],
      ['b', [measured(50), measured(300), measured(50)]],
      ['none', []],
    ]),
  );

  it('give medians by side', () => {
    expect(results.median('a', wallMs)).to.equal(200);
    expect(results.median('a', cpuMs)).to.equal(100);
    expect(results.median('b', peakMiB)).to.equal(1);
  });

  it('compare round by round, so that a slow moment strikes both', () => {
    expect(results.ratio('a', 'b', wallMs)).to.equal(3);
    expect(results.paired(['a', 'b'], wallMs, (a, b) => a - b)).to.equal(150);
  });

  it('know nothing of sides that were not measured', () => {
    expect(results.median('c', wallMs)).to.equal(undefined);
    expect(results.median('none', wallMs)).to.equal(undefined);
    expect(results.ratio('a', 'c', wallMs)).to.equal(undefined);
    expect(results.ratio('a', 'none', wallMs)).to.equal(undefined);
  });

  it('hold what a side counted itself', () => {
    const counted = new Results(new Map([['a', [measured(1, { counts: { requests: 7 } })]]]));
    expect(counted.median('a', count('requests'))).to.equal(7);
  });
});

describe('goals', () => {
  const goal = (value: number | undefined, bounds: Partial<Goal>): Goal => ({
    text: 'it',
    unit: '×',
    value: () => value,
    ...bounds,
  });
  const none = new Results(new Map());

  it('are met up to their limit, and with it', () => {
    expect(judge(goal(1.5, { atMost: 1.5 }), none)).to.include({ isMet: true, limit: 'at most 1.5 ×' });
    expect(judge(goal(1.51, { atMost: 1.5 }), none)).to.include({ isMet: false, value: 1.51 });
    expect(judge(goal(0.8, { atLeast: 0.8 }), none)).to.include({ isMet: true, limit: 'at least 0.8 ×' });
    expect(judge(goal(0.79, { atLeast: 0.8 }), none)).to.include({ isMet: false });
  });

  it('are neither met nor missed where nothing was measured', () => {
    expect(judge(goal(undefined, { atMost: 1 }), none)).to.deep.equal({ text: 'it', limit: 'at most 1 ×', unit: '×' });
  });

  it('are missed by what is no number', () => {
    expect(judge(goal(Number.NaN, { atMost: 1 }), none)).to.include({ isMet: false });
  });
});
