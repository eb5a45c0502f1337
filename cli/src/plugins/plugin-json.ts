import type { InstalledPlugin } from '@hatchery/host';
import { errorJson } from '../output/error-json.ts';

/** A plugin as `--json` prints it. */
export function pluginJson({ problem, ...plugin }: InstalledPlugin): object {
  return problem === undefined ? plugin : { ...plugin, problem: errorJson(problem) };
}
