import type { ProjectOptions } from '@hatchery/host';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the host is told wherever hatchery opens a project: where else plugins are, and which modules they share with it. */
export function projectOptions(flags: {
  readonly config?: string | undefined;
  readonly env?: string | undefined;
}): ProjectOptions {
  return {
    ...(flags.config !== undefined && { configPath: flags.config }),
    ...(flags.env !== undefined && flags.env !== '' && { environment: flags.env }),
    pluginFolders: [
      { directory: userPluginFolder(), origin: 'user' },
      { directory: fileURLToPath(new URL('../..', import.meta.url)), origin: 'embedded' },
    ],
    shared: { hatchery: import.meta.resolve('hatchery') },
  };
}

/** Where plugins for all of a user's projects are: below `XDG_DATA_HOME`, as other tools' data is. */
export function userPluginFolder(variables: NodeJS.ProcessEnv = process.env): string {
  return join(dataHome(variables), 'hatchery', 'plugins');
}

function dataHome({ XDG_DATA_HOME: wanted }: NodeJS.ProcessEnv): string {
  return wanted === undefined || wanted === '' ? join(homedir(), '.local', 'share') : wanted;
}
