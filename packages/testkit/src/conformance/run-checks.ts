import { redact } from '@hatchery/core';
import type { Check } from './check.ts';

/** How a check came out. */
export interface CheckResult extends Omit<Check, 'run'> {
  readonly status: 'ok' | 'failed' | 'not applicable';
  /** What was seen, or why the check does not apply. Without secrets. */
  readonly seen?: string;
}

/** Runs checks one after another and tells each outcome as it comes. Never rejects. */
export async function* runChecks(checks: readonly Check[]): AsyncGenerator<CheckResult> {
  for (const check of checks) yield await runCheck(check);
}

async function runCheck({ run, ...about }: Check): Promise<CheckResult> {
  try {
    const verdict = await run();
    if (verdict === undefined) return { ...about, status: 'ok' };
    return { ...about, status: 'not applicable', seen: redact(verdict.notApplicable) };
  } catch (error) {
    return { ...about, status: 'failed', seen: shortened(redact(sentenceOf(error))) };
  }
}

/** A comparison of two long lists tells nothing more after a while. */
const longest = 600;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${sentenceOf(error.cause)})`;
  return `${error.message}${cause}`;
}
