import { HatcheryError } from '@hatchery/core';
import { discoverPlugins } from '../plugins/discover-plugins.ts';
import type { NpmSettings } from './candidate/npm-settings.ts';
import { changePackages } from './change-packages.ts';
import type { Addition } from './resolve-change.ts';
import { addCommand, commandLine, type ForeignCommand, removeCommand } from './foreign-command.ts';
import type { ForeignManager } from './foreign-manager.ts';
import { type ChangeOptions, type ChangeReport, noChanges } from './install-options.ts';
import { runForeign } from './run-foreign.ts';

export interface PluginChange {
  readonly add: readonly Addition[];
  /** Names of packages. */
  readonly remove: readonly string[];
  readonly allow?: readonly ('git' | 'url')[] | undefined;
}

/**
 * Changes the plugins of a project or user: by itself, or by the package manager that looks after the project.
 *
 * @throws HatcheryError as `changePackages`; `OTHER_PACKAGE_MANAGER` with the command to run, unless it is to be run
 */
export async function applyChange(
  { add, remove, allow = [] }: PluginChange,
  npm: NpmSettings,
  options: ChangeOptions,
): Promise<ChangeReport> {
  const { target, dryRun = false, delegate = false, signal, onWait } = options;
  const { directory, origin, manager } = target;
  const report = { directory, origin };
  if (add.length + remove.length === 0) return { ...report, outcome: dryRun ? 'planned' : 'done', changes: noChanges };
  if (manager) {
    const command = commandFor(manager, add, remove);
    if (!delegate) throw leftToManager(manager, command, directory);
    if (!dryRun) await runForeign(command, signal);
    const ran = { line: commandLine(command), directory: command.directory };
    return { ...report, outcome: dryRun ? 'planned' : 'delegated', changes: noChanges, command: ran };
  }
  const touched = new Set([...remove, ...add.map(({ name }) => name)]);
  const unfit = discoverPlugins(directory, []).filter((plugin) => !plugin.fits && !touched.has(plugin.name));
  const changes = await changePackages({
    directory,
    npm,
    add,
    remove,
    unfit: unfit.map(({ name }) => name),
    allow,
    dryRun,
    signal,
    onWait,
  });
  return { ...report, outcome: dryRun ? 'planned' : 'done', changes };
}

function commandFor(manager: ForeignManager, add: readonly Addition[], remove: readonly string[]): ForeignCommand {
  if (remove.length > 0) return removeCommand(manager, remove);
  return addCommand(
    manager,
    add.map(({ name, spec }) => (spec.startsWith(`${name}@`) ? spec : `${name}@${spec}`)),
  );
}

function leftToManager(manager: ForeignManager, command: ForeignCommand, directory: string): HatcheryError {
  const line = commandLine(command);
  const where = command.directory === directory ? '' : ` in ${command.directory}`;
  const whose = manager.name === 'npm' ? 'is part of an npm workspace' : `is looked after by ${manager.name}`;
  return new HatcheryError('OTHER_PACKAGE_MANAGER', `The project in ${directory} ${whose}: ${manager.because}.`, {
    hint: `Run${where}: \`${line}\`. With --delegate, hatchery runs it. Nothing was changed.`,
    context: { phase: 'install', command: line, directory: command.directory },
  });
}
