import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Runs one file of tests in a tree. @returns whether it passed */
export async function runTestFile(tree: string, file: string): Promise<boolean> {
  const mocha = join(tree, 'node_modules/mocha/bin/mocha.js');
  const args = [
    '--no-config',
    '--node-option',
    'conditions=hatchery-src',
    '--timeout',
    '60000',
    '--bail',
    '--exit',
    file,
  ];
  const child = spawn(process.execPath, [mocha, ...args], {
    cwd: tree,
    env: { ...process.env, PROOF_MODEL_RUNS: '200' },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}
