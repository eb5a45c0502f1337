import { HatcheryError } from '@hatchery/core';
import { Command, Errors } from '@oclif/core';
import { captureConsole } from '../log/capture-console.ts';
import { printAside } from './print.ts';
import { usageError } from './usage-error.ts';

/** What all commands of hatchery have in common. Each gives the process's exit code back. */
export abstract class HatcheryCommand extends Command {
  abstract override run(): Promise<number>;

  /** What plugins print while they are loaded is no part of any result. */
  protected override async init(): Promise<void> {
    await super.init();
    captureConsole((line) => printAside(line));
  }

  /** Leaves all errors to the one place that prints them; those of oclif's parser in hatchery's own words. */
  protected override async catch(error: Error): Promise<never> {
    if (HatcheryError.is(error) || !(error instanceof Errors.CLIError)) throw error;
    if (error instanceof Errors.ExitError) throw error;
    const id = this.id ?? '';
    const words = id.replaceAll(':', ' ');
    throw usageError(error, {
      command: `${this.config.bin} ${words}`.trim(),
      flags: this.ctor.flags ?? {},
      subcommands: this.config.commandIDs
        .filter((other) => other.startsWith(`${id}:`))
        .map((other) => other.slice(id.length + 1)),
    });
  }
}
