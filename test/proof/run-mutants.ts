/**
 * Breaks each promise on purpose, in a copy of the project, and looks whether a test sees it: `npm run test:mutants [-- WORD]`,
 * where a word picks the mutants whose names hold it. Fails if one lives.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allMutants } from './mutants/all-mutants.ts';
import { copyTree } from './mutants/copy-tree.ts';
import type { Mutant } from './mutants/mutant.ts';
import { runTestFile } from './mutants/run-test-file.ts';
import { root } from './support/build.ts';

const mutants = allMutants.filter(({ name }) => name.includes(process.argv[2] ?? ''));
const tree = await copyTree(root);
let failed = 0;

function say(isWell: boolean, sentence: string): void {
  if (!isWell) failed += 1;
  process.stdout.write(`${isWell ? 'ok  ' : 'FAIL'} ${sentence}\n`);
}

async function isSeen({ file, from, to, seenBy }: Mutant): Promise<boolean> {
  const path = join(tree, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} should hold this exactly once: ${from}`);
  await writeFile(
    path,
    source.replace(from, () => to),
  );
  try {
    return !(await runTestFile(tree, seenBy));
  } finally {
    await writeFile(path, source);
  }
}

try {
  for (const file of new Set(mutants.map(({ seenBy }) => seenBy)))
    say(await runTestFile(tree, file), `${file} passes as it is`);
  for (const mutant of mutants) {
    const seen = await isSeen(mutant).catch((error: unknown) => say(false, String(error)));
    if (seen !== undefined) say(seen, `${mutant.name}: ${seen ? 'seen' : 'lives'}, by ${mutant.seenBy}`);
  }
} finally {
  await rm(tree, { recursive: true, force: true });
}
process.exitCode = failed === 0 && mutants.length > 0 ? 0 : 1;
