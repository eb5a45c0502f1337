import type { ProjectWarning } from '@hatchery/host';
import { painterFor } from '../output/painter.ts';
import { printable } from '../output/printable.ts';
import { printAside } from './print.ts';

/** Says what is not right but stops nothing, on standard error. */
export function printWarnings(warnings: readonly ProjectWarning[]): void {
  const paint = painterFor(process.stderr);
  for (const { message, hint } of warnings) {
    printAside(`${paint('yellow', 'warning:')} ${printable(hint === undefined ? message : `${message} ${hint}`)}`);
  }
}
