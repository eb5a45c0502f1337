import type { PluginKind } from '../plugins/installed-plugin.ts';
import type { Candidate } from './candidate/candidate.ts';
import type { LockHolder } from './install-lock.ts';
import type { InstallTarget } from './install-target.ts';
import type { PackageChanges } from './package-changes.ts';

/** What every change of the installed plugins takes. */
export interface ChangeOptions {
  /** Where plugins are installed to: see `findInstallTarget`. */
  readonly target: InstallTarget;
  /** Only find out what would change. @default false */
  readonly dryRun?: boolean | undefined;
  /** Where another package manager looks after the project: let that do it, instead of refusing. @default false */
  readonly delegate?: boolean | undefined;
  /** What npm's settings are read from. @default process.env */
  readonly variables?: NodeJS.ProcessEnv | undefined;
  /** Called once if another process changes the same packages just now; it is waited for. */
  readonly onWait?: ((holder: LockHolder | undefined) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How plugins to be installed are chosen. */
export interface InstallOptions extends ChangeOptions {
  /** Where relative paths start. @default the working directory */
  readonly cwd?: string | undefined;
  /** Which is meant where a source and a destination share a short name. */
  readonly kind?: PluginKind | undefined;
  /** How old a version must be, in milliseconds. @default 0 */
  readonly minimumAge?: number | undefined;
  /** What is refused otherwise. @default none */
  readonly allow?: readonly ('git' | 'url')[] | undefined;
  /** Shows what was chosen, before anything is changed; `false` stops here. @default goes on */
  readonly approve?: ((candidates: readonly Candidate[]) => Promise<boolean>) | undefined;
}

/** What became of a change of the installed plugins. */
export interface ChangeReport {
  readonly directory: string;
  readonly origin: InstallTarget['origin'];
  /**
   * - `done`: the packages are as asked for, whether or not that changed any
   * - `planned`: they would be, but for `dryRun`
   * - `declined`: `approve` said no
   * - `delegated`: another package manager did it
   */
  readonly outcome: 'done' | 'planned' | 'declined' | 'delegated';
  /** What lies in `node_modules` now and did not before, and the other way round; empty if another package manager did it. */
  readonly changes: PackageChanges;
  /** The command of another package manager that did it, or would, and where. */
  readonly command?: { readonly line: string; readonly directory: string };
}

export const noChanges: PackageChanges = { packages: [], skippedScripts: [] };
