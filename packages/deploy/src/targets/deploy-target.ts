import type { DeployPlan } from '../plan/deploy-plan.ts';
import type { RenderedFile } from '../render/rendered-file.ts';
import type { TargetOptions } from './target-options.ts';

/** Somewhere that hatchery can run. Its methods are pure: the same plan and options give the same files. */
export interface DeployTarget {
  /** Where its files go, with `/`, from the project's folder. */
  readonly folder: string;
  /** Whether what a run leaves on the machine's disk is gone afterwards. */
  readonly ephemeral: boolean;
  /** @throws HatcheryError `USAGE` for an option that is missing, and for what this target cannot do */
  render(plan: DeployPlan, options: TargetOptions): readonly RenderedFile[];
  /**
   * What to do next, as commands of a shell, and as comments in one.
   *
   * @param folder where the files are, as the shell's words take it
   */
  next(plan: DeployPlan, options: TargetOptions, folder: string): readonly string[];
}
