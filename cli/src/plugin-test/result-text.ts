import type { Painter } from '../output/painter.ts';
import { oneLine, printable } from '../output/printable.ts';
import { type CheckResult, pageOf } from './check-result.ts';

const marks = { ok: 'ok', failed: 'FAILED', 'not applicable': '-' } as const;
const styles = { ok: 'green', failed: 'red', 'not applicable': 'dim' } as const;

/** One result, for people: what failed with all that helps, the others on a line. */
export function resultText(result: CheckResult, paint: Painter): string {
  const { status, name, seen, why } = result;
  const line = `  ${paint(styles[status], marks[status].padEnd(6))} ${oneLine(name)}`;
  if (status === 'ok') return line;
  if (status === 'not applicable') return `${line}${paint('dim', ` (${oneLine(seen ?? '')})`)}`;
  const details = [`seen: ${printable(seen ?? 'nothing')}`, `why:  ${why}`, `page: ${pageOf(result)}`];
  return [line, ...details.map((detail) => `         ${detail.replaceAll('\n', '\n         ')}`)].join('\n');
}

/** What it all comes to, on one line. */
export function totalText(results: readonly CheckResult[], paint: Painter): string {
  const count = (status: CheckResult['status']): number => results.filter((result) => result.status === status).length;
  const failed = count('failed');
  const verdict = failed === 0 ? paint('green', 'passed') : paint(['red', 'bold'], `${failed} failed`);
  return `${results.length} checks: ${verdict}, ${count('ok')} ok, ${count('not applicable')} not applicable`;
}
