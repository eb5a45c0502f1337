import type { Check } from './check.ts';
import { commandCheck } from './command-check.ts';
import { mochaCheck } from './mocha-check.ts';
import { packagesCheck } from './packages-check.ts';

/** Everything `npm test` looks at, in order: what others need comes first. */
export const allChecks: readonly Check[] = [
  commandCheck('build', 'tsc', ['-b']),
  commandCheck('types of tests', 'tsc', ['-p', 'test']),
  commandCheck('types of scripts', 'tsc', ['-p', 'scripts']),
  commandCheck('types of benchmarks', 'tsc', ['-p', 'bench']),
  commandCheck('lint', 'oxlint', []),
  commandCheck('format', 'oxfmt', ['--check']),
  commandCheck('knip', 'knip', []),
  commandCheck('api', 'node', ['scripts/api-report.ts']),
  packagesCheck,
  mochaCheck,
];
