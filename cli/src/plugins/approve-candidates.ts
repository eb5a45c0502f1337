import type { Candidate } from '@hatchery/host/install';
import { createInterface } from 'node:readline/promises';
import { printAside } from '../base/print.ts';
import { printWarnings } from '../base/print-warnings.ts';
import { painterFor } from '../output/painter.ts';
import { candidateText } from './candidate-text.ts';

/** Shows what is about to be trusted. Asks only where there is something to warn of, and somebody to ask. */
export async function approveCandidates(candidates: readonly Candidate[], yes: boolean): Promise<boolean> {
  const paint = painterFor(process.stderr);
  for (const candidate of candidates) printAside(candidateText(candidate, paint));
  const warnings = candidates.flatMap((candidate) => candidate.warnings);
  printWarnings(warnings);
  if (yes || warnings.length === 0 || !process.stdin.isTTY || !process.stderr.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question('Go on all the same? [y/N] ');
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
