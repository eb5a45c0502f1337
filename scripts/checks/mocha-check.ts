import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { MochaCounts } from '../mocha-reporter.ts';
import { publicPackages } from '../public-packages.ts';
import type { Check, CheckResult } from './check.ts';
import { inTurns } from './in-turns.ts';
import { runCommand } from './run-command.ts';

/** Of one file, in milliseconds. */
const timeout = 4 * 60_000;

/**
 * All tests: unit, integration, end to end. Each file has a process of its own, so that no test leans on
 * another file's state. A file or a package that has no test counts as a failure.
 */
export const mochaCheck: Check = {
  name: 'mocha',
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), 'hatchery-mocha-'));
    try {
      const files = testFiles(root);
      const results = await inTurns([...files.entries()], ([index, file]) =>
        runFile(root, file, join(folder, `${index}.json`)),
      );
      return sum([...results, ...packagesWithoutTests(root, files)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function runFile(root: string, file: string, counts: string): Promise<CheckResult> {
  const reporter = ['--reporter', './scripts/mocha-reporter.ts', '--reporter-option', `output=${counts}`];
  const args = ['--forbid-only', '--forbid-pending', ...reporter, file];
  const { ok, output } = await runCommand('mocha', args, { cwd: root, timeout });
  const { passed, failed } = readCounts(counts);
  // Mocha also fails for what is no test's fault: a file that cannot be loaded, is empty, or does not end.
  return { passed, failed: ok ? failed : Math.max(failed, 1), output: `${file}\n${output}` };
}

/** Those from end to end come first: they take longest, and should not be left over, alone, at the end. */
function testFiles(root: string): string[] {
  const files = globSync('{cli,bench,scripts,test,packages/*,plugins/*}/**/*.test.ts', {
    cwd: root,
    exclude: isSkipped,
  });
  const [long, short] = [files.filter(isEndToEnd), files.filter((file) => !isEndToEnd(file))];
  return [...long.sort().toReversed(), ...short.sort()];
}

function isEndToEnd(file: string): boolean {
  return file.startsWith(`test${sep}`);
}

function isSkipped(path: string): boolean {
  return /(^|[/\\])(node_modules|dist|fixtures|templates)$/.test(path);
}

function packagesWithoutTests(root: string, files: readonly string[]): CheckResult[] {
  return publicPackages(root)
    .filter(({ folder }) => !files.some((file) => join(root, file).startsWith(folder + sep)))
    .map(({ name }) => ({ passed: 0, failed: 1, output: `${name} has no tests.` }));
}

function sum(results: readonly CheckResult[]): CheckResult {
  const passed = results.reduce((total, result) => total + result.passed, 0);
  const failed = results.reduce((total, result) => total + result.failed, 0);
  const output = results.filter((result) => result.failed > 0).map((result) => result.output);
  return { passed, failed, output: output.join('\n') };
}

function readCounts(file: string): MochaCounts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as MochaCounts;
  } catch {
    return { passed: 0, failed: 0 };
  }
}
