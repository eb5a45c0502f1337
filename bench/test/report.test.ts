import { expect } from 'chai';
import type { Measurement } from '../src/measure.ts';
import { formatComparison } from '../src/report/format-comparison.ts';
import { markdownTable } from '../src/report/markdown-table.ts';
import { replaceBetween, section } from '../src/report/page.ts';
import { plot } from '../src/report/plot.ts';
import type { Result } from '../src/report/results-folder.ts';

const round = (wallMs: number, cpuMs: number): Measurement => ({
  wallMs,
  cpuMs,
  peakBytes: 50 * 1_048_576,
  counts: {},
});

const result: Result = {
  workload: 'demo',
  title: 'A <demo> & more',
  description: 'What is done.',
  sides: [
    { name: 'hatchery', amount: { count: 10, unit: 'pages' }, rounds: [round(2_000, 300), round(4_000, 300)] },
    { name: 'floor', amount: { count: 10, unit: 'pages' }, rounds: [round(1_000, 100), round(1_000, 100)] },
    { name: 'slow', amount: { count: 1, unit: 'pages' }, rounds: [round(1_000, 50), round(1_000, 50)] },
  ],
  skipped: [{ name: 'Grove', why: 'not on this machine' }],
  goals: [
    { text: 'time', limit: 'at most 2 ×', unit: '×', value: 3, isMet: false },
    { text: 'beside Grove', limit: 'at least 1 ×', unit: '×' },
  ],
  measuredAt: '2026-01-02T03:04:05.000Z',
  machine: { system: 'Linux', processors: '2 × Some', memory: '8 GiB', versions: { hatchery: '1.0.0' } },
};

describe('the page of a benchmark', () => {
  it('shows medians, rates, goals, who was left out, and where it was measured', () => {
    const text = section(result);
    expect(text).to.match(/\| hatchery +\| +2 \| +3\.00 s \| +300 ms \| +50\.0 MiB \| +3\.33 pages\/s \|/);
    expect(text).to.match(/\| time +\| at most 2 × +\| 3\.00 × +\| missed +\|/);
    expect(text).to.match(/\| beside Grove +\| at least 1 × +\| +\| not measured \|/);
    expect(text).to.include('Grove did not take part: not on this machine.');
    expect(text).to.include('Measured on 2026-01-02: 2 × Some, 8 GiB, Linux; hatchery 1.0.0.');
  });

  it('keeps what stands around the generated part, and what stood in it not', () => {
    const marks = ['<!-- begin of what `npm run bench` writes -->', '<!-- end of what `npm run bench` writes -->'];
    const page = `before\n${marks.join('\nold $&\n')}\nafter\n`;
    expect(replaceBetween(page, 'new $& $1')).to.equal(`before\n${marks.join('\n\nnew $& $1\n\n')}\nafter\n`);
    expect(() => replaceBetween('no marks', 'new')).to.throw('lost its marks');
  });

  it('has tables whose columns stand in line', () => {
    expect(markdownTable(['a', 'long head'], [['wide cell', '1']], 1)).to.equal(
      '| a         | long head |\n| --------- | --------: |\n| wide cell |         1 |',
    );
  });
});

describe('the plot', () => {
  it('shows every side for the same amount of work as the floor', () => {
    const svg = plot([result]);
    expect(svg.match(/>3\.00</g)).to.have.length(2);
    expect(svg).to.include('→ 10.0').and.to.include('>5.00<');
    expect(svg).to.include('A &lt;demo&gt; &amp; more').and.not.to.include('NaN');
  });

  it('leaves out what was measured aside', () => {
    const sides = result.sides.map((side) => ({ ...side, aside: side.name === 'slow' }));
    expect(plot([{ ...result, sides }]))
      .to.include('hatchery')
      .and.not.to.include('slow');
  });

  it('leaves out workloads without a floor', () => {
    const svg = plot([{ ...result, sides: result.sides.filter(({ name }) => name !== 'floor') }]);
    expect(svg).to.not.include('demo');
  });
});

describe('the table at the terminal', () => {
  it('says of each goal whether it is met', () => {
    expect(formatComparison(result)).to.include('time · at most 2 × · 3.00 × · missed');
  });
});
