import type { ForeignManager } from './foreign-manager.ts';

/** A command of another package manager, as words, and where to run it. */
export interface ForeignCommand {
  readonly words: readonly string[];
  readonly directory: string;
}

/** The command by which a package manager adds packages, without running any of their scripts. */
export function addCommand(manager: ForeignManager, specs: readonly string[]): ForeignCommand {
  const { name, isModernYarn, isWorkspaceRoot } = manager;
  switch (name) {
    case 'pnpm':
      return run(manager, ['add', '--ignore-scripts', ...(isWorkspaceRoot ? ['--workspace-root'] : []), ...specs]);
    case 'yarn':
      return run(
        manager,
        isModernYarn
          ? ['add', '--mode=skip-build', ...specs]
          : ['add', '--ignore-scripts', ...(isWorkspaceRoot ? ['--ignore-workspace-root-check'] : []), ...specs],
      );
    case 'bun':
      return run(manager, ['add', '--ignore-scripts', ...specs]);
    case 'npm':
      return run(manager, ['install', '--ignore-scripts', ...workspaceOf(manager), ...specs]);
  }
}

/** The command by which it removes them. */
export function removeCommand(manager: ForeignManager, names: readonly string[]): ForeignCommand {
  const { name, isModernYarn, isWorkspaceRoot } = manager;
  switch (name) {
    case 'pnpm':
      return run(manager, ['remove', ...(isWorkspaceRoot ? ['--workspace-root'] : []), ...names]);
    case 'yarn':
      return run(
        manager,
        isModernYarn
          ? ['remove', '--mode=skip-build', ...names]
          : ['remove', '--ignore-scripts', ...(isWorkspaceRoot ? ['--ignore-workspace-root-check'] : []), ...names],
      );
    case 'bun':
      return run(manager, ['remove', ...names]);
    case 'npm':
      return run(manager, ['uninstall', '--ignore-scripts', ...workspaceOf(manager), ...names]);
  }
}

/** As it is typed into a shell. */
export function commandLine({ words }: ForeignCommand): string {
  return words.map((word) => (/^[\w@./:=^~+#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

function run({ name, directory }: ForeignManager, words: readonly string[]): ForeignCommand {
  return { words: [name, ...words], directory };
}

function workspaceOf({ workspace }: ForeignManager): string[] {
  return workspace === undefined ? [] : [`--workspace=${workspace}`];
}
