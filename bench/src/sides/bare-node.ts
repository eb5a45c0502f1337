import { join } from 'node:path';
import type { Command } from '../workload.ts';

/** The side with nothing in between: it neither hashes, retries, names nor keeps a ledger. */
export const floor = 'floor';

/** A plain script of `floors/`. */
export function bareNode(script: string, args: readonly (string | number)[]): Command {
  return {
    file: process.execPath,
    args: [join(import.meta.dirname, '..', '..', 'floors', script), ...args.map(String)],
  };
}
