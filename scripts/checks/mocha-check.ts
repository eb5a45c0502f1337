import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { MochaCounts } from '../mocha-reporter.ts';
import { publicPackages } from '../public-packages.ts';
import type { Check, CheckResult } from './check.ts';
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
      const files = testFiles(root);
      const { ok, output } = await runCommand('mocha', [...options(counts), ...files], { cwd: root, timeout });
      return judge(ok, output, readCounts(counts), [...files, ...packagesWithoutTests(root, files)]);
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

function judge(ok: boolean, output: string, counts: MochaCounts | undefined, places: string[]): CheckResult {
  if (counts === undefined) return { passed: 0, failed: 1, output: `${output}\nMocha broke off before its end.` };
  const silent = places.filter((place) => counts.files[place] === undefined);
  const lines = silent.map((place) => `No test ran in ${place}.`);
  const failed = counts.failed + silent.length;
  const unexplained = !ok && failed === 0 ? 1 : 0;
  return { passed: counts.passed, failed: failed + unexplained, output: [output, ...lines].join('\n') };
}

function testFiles(root: string): string[] {
  return globSync('{cli,bench,scripts,test,packages/*,plugins/*}/**/*.test.ts', { cwd: root, exclude: isSkipped })
    .map((file) => join(root, file))
    .sort();
}

function isSkipped(path: string): boolean {
  return /(^|[/\\])(node_modules|dist|fixtures)$/.test(path);
}

function packagesWithoutTests(root: string, files: readonly string[]): string[] {
  const folders = publicPackages(root).map(({ folder }) => folder);
  return folders.filter((folder) => !files.some((file) => file.startsWith(folder + sep)));
}

function readCounts(file: string): MochaCounts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as MochaCounts;
  } catch {
    return undefined;
  }
}
