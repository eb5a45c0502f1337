import { join } from 'node:path';
import type { InstallProject } from './install-project.ts';

/** What a process of its own is to do in a project: see `child.ts`. */
export type ChildWork = 'install' | 'update' | 'uninstall' | 'hold' | 'open';

/** How to start it. */
export function childScript(
  work: ChildWork,
  { directory, variables }: Pick<InstallProject, 'directory' | 'variables'>,
  words: readonly string[] = [],
): { readonly words: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  const script = join(import.meta.dirname, 'child.ts');
  return {
    words: ['--conditions=hatchery-src', '--disable-warning=ExperimentalWarning', script, work, directory, ...words],
    env: { ...variables },
  };
}
