import { HatcheryError } from '@hatchery/core';
import type { InstalledPlugin, ProjectOptions } from '@hatchery/host';
import { listPlugins } from './list-plugins.ts';

/**
 * Refuses to take away what streams of the config use.
 *
 * @throws HatcheryError `PLUGIN_IN_USE`, also if it cannot be told
 */
export async function refuseUsed(plugins: readonly InstalledPlugin[], options: ProjectOptions): Promise<void> {
  const { plugins: listed, problem } = await listPlugins(options);
  const hint = 'Remove these streams from the config first, or insist with --force. Nothing was changed.';
  const context = { phase: 'install' };
  if (problem !== undefined) {
    throw new HatcheryError('PLUGIN_IN_USE', 'It cannot be told which streams use it, as the config cannot be read.', {
      hint: 'Correct the config (`hatchery check`), or insist with --force. Nothing was changed.',
      cause: problem,
      context,
    });
  }
  const used = plugins.flatMap(({ name, directory }) => {
    const streams = listed.find(({ plugin }) => plugin.name === name && plugin.directory === directory)?.usedBy ?? [];
    return streams.length === 0 ? [] : [`${name}, by ${streams.join(', ')}`];
  });
  if (used.length > 0) throw new HatcheryError('PLUGIN_IN_USE', `In use: ${used.join('; ')}.`, { hint, context });
}
