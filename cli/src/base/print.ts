import { redact } from '@hatchery/core';

/** Writes the result of a command to standard output. */
export function print(text: string): void {
  process.stdout.write(`${redact(text)}\n`);
}

/** Writes what is said beside the result to standard error. */
export function printAside(text: string): void {
  process.stderr.write(`${redact(text)}\n`);
}
