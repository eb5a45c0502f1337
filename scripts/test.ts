/**
 * Runs all checks, or those named (`npm test lint mocha`): each one to its end, whatever the others say.
 * The last line counts what passed and what failed.
 */
import { resolve } from 'node:path';
import { allChecks } from './checks/all-checks.ts';

const root = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !allChecks.some((check) => check.name === name));
const checks = wanted.length === 0 ? allChecks : allChecks.filter((check) => wanted.includes(check.name));

if (unknown.length > 0) {
  const names = allChecks.map((check) => `"${check.name}"`).join(', ');
  process.stderr.write(`There is no check ${unknown.join(', ')}. There are ${names}.\n`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const check of checks) {
  const start = performance.now();
  const result = await check.run(root);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  passed += result.passed;
  failed += result.failed;
  process.stdout.write(
    `${result.failed === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${result.passed} passed, ${result.failed} failed, ${seconds} s)\n`,
  );
  if (result.failed > 0) process.stdout.write(`${result.output.trim()}\n\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
