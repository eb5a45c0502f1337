import type { LogRecord } from '../log/log-record.ts';
import { painterFor } from '../output/painter.ts';
import { printable } from '../output/printable.ts';
import { printAside } from './print.ts';

/** Says on standard error, in commands without a log, what these have in common with a run. */
export function sayAside({ level, message }: LogRecord): void {
  if (level !== 'warn') return printAside(printable(message));
  printAside(`${painterFor(process.stderr)('yellow', 'warning:')} ${printable(message)}`);
}
