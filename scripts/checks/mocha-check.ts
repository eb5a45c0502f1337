import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MochaCounts } from '../mocha-reporter.ts';
import type { Check } from './check.ts';
import { runCommand } from './run-command.ts';

const timeout = 8 * 60_000;

/**
 * All tests: unit, integration, end to end. A file whose tests did not run counts as a failure, so that
 * nothing is green because it was not looked at.
 */
export const mochaCheck: Check = {
  name: 'mocha',
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), 'hatchery-mocha-'));
    try {
      const counts = join(folder, 'counts.json');
      const { ok, output } = await runCommand('mocha', options(counts), { cwd: root, timeout });
      return judge(ok, output, readCounts(counts), testFiles(root));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function options(counts: string): string[] {
  // Most tests wait more than they compute, so two at once pay off even on one processor.
  const jobs = Math.max(2, availableParallelism());
  const reporter = ['--reporter', './scripts/mocha-reporter.ts', '--reporter-option', `output=${counts}`];
  return ['--parallel', '--jobs', String(jobs), '--forbid-only', '--forbid-pending', ...reporter];
}

function judge(ok: boolean, output: string, counts: MochaCounts | undefined, files: string[]) {
  if (counts === undefined) return { passed: 0, failed: 1, output: `${output}\nMocha broke off before its end.` };
  const silent = files.filter((file) => counts.files[file] === undefined);
  const lines = silent.map((file) => `No test ran in ${file}.`);
  const failed = counts.failed + silent.length;
  const unexplained = !ok && failed === 0 ? 1 : 0;
  return { passed: counts.passed, failed: failed + unexplained, output: [output, ...lines].join('\n') };
}

function testFiles(root: string): string[] {
  const { spec } = JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8')) as { spec: string[] };
  return globSync(spec, { cwd: root, exclude: (name) => name === 'node_modules' }).map((file) => join(root, file));
}

function readCounts(file: string): MochaCounts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as MochaCounts;
  } catch {
    return undefined;
  }
}
