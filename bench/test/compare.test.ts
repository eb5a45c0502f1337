import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { compare } from '../src/compare.ts';
import { cpuMs, peakMiB } from '../src/goals/results.ts';
import type { Prepared, Side, Workload } from '../src/workload.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const node =
  (code: string): Side['command'] =>
  () =>
    Promise.resolve({ file: process.execPath, args: ['-e', code] });

function workload(sides: readonly Side[], onEnd: () => void = () => {}): Workload {
  const prepared: Prepared = {
    sides,
    skipped: [],
    [Symbol.asyncDispose]: () => Promise.resolve(onEnd()),
  };
  const goals = [
    {
      text: 'CPU',
      unit: '×',
      atMost: 1,
      value: (r: Parameters<Workload['goals'][0]['value']>[0]) => r.ratio('busy', 'idle', cpuMs),
    },
    {
      text: 'memory',
      unit: '×',
      atLeast: 1.5,
      value: (r: Parameters<Workload['goals'][0]['value']>[0]) => r.ratio('busy', 'idle', peakMiB),
    },
  ];
  return { name: 'tiny', title: 'Tiny', description: '', goals, prepare: () => Promise.resolve(prepared) };
}

const busy = 'const kept = []; for (let i = 0; i < 20; i++) kept.push(Buffer.alloc(10_000_000, i));';

describe('a comparison of processes', () => {
  it('measures them in turns, by what the kernel says of each', async () => {
    const turns: string[] = [];
    const check = (name: string) => (): Promise<Record<string, number>> => {
      turns.push(name);
      return Promise.resolve({ turns: turns.length });
    };
    const sides: Side[] = [
      { name: 'busy', command: node(busy), check: check('busy') },
      { name: 'idle', command: node('0'), check: check('idle') },
    ];
    let ended = 0;
    const comparing = compare(
      workload(sides, () => ended++),
      { rounds: 2, scale: 'quick' },
    );
    if (!hasPython) {
      expect(String(await comparing.catch((error: unknown) => error))).to.include('python3 is needed');
      return;
    }
    const { goals, sides: measured } = await comparing;
    expect(turns).to.deep.equal(['busy', 'idle', 'busy', 'idle']);
    expect(measured[1]?.rounds.map(({ counts }) => counts['turns'])).to.deep.equal([2, 4]);
    expect(goals.map(({ isMet }) => isMet)).to.deep.equal([false, true]);
    expect(ended).to.equal(1);
  });

  it('ends with what a process said that failed, and lets go of the servers', async () => {
    let ended = 0;
    const command = node('console.error("no such bucket"); process.exit(3)');
    const sides: Side[] = [{ name: 'broken', command, check: () => Promise.resolve({}) }];
    const error: unknown = await compare(
      workload(sides, () => ended++),
      { rounds: 1, scale: 'quick' },
    ).catch((e: unknown) => e);
    if (hasPython) expect(String(error)).to.include('broken ended with 3').and.to.include('no such bucket');
    else expect(String(error)).to.include('python3 is needed');
    expect(ended).to.equal(1);
  });

  it('does not count a run whose work was not done', async () => {
    const check = (): Promise<never> => Promise.reject(new Error('3 objects were left, where 4 should be.'));
    const sides: Side[] = [{ name: 'lazy', command: node('0'), check }];
    const error: unknown = await compare(workload(sides), { rounds: 1, scale: 'quick' }).catch((e: unknown) => e);
    expect(String(error)).to.match(/3 objects were left|python3 is needed/);
  });
});
