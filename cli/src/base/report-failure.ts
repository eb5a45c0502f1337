import { errorJson } from '../output/error-json.ts';
import { formatError } from '../output/format-error.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { print, printAside } from './print.ts';

/** Says why a command did nothing: to people on standard error, with `--json` also on standard output. */
export async function reportFailure(error: unknown, asJson: boolean): Promise<void> {
  if (asJson) print(jsonText({ error: errorJson(error) }));
  const stacks = process.env['HATCHERY_LOG_LEVEL']?.toLowerCase() === 'debug';
  printAside(await formatError(error, { paint: painterFor(process.stderr), stacks }));
}
