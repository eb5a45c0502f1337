import { HatcheryError } from '@hatchery/core';
import { claimFault } from '@hatchery/engine/plugin-scope';
import { Errors, run } from '@oclif/core';
import { endProcess, forbidExit } from './base/end-process.ts';
import { printAside } from './base/print.ts';
import { handleFaults } from './base/process-faults.ts';
import { reportFailure } from './base/report-failure.ts';
import { usageError } from './base/usage-error.ts';
import { exitCode, exitCodeOfError } from './exit-code.ts';
import { guardOutput } from './output/guard-output.ts';
import { oneLine } from './output/printable.ts';
import { watchOutputs } from './output/watch-outputs.ts';

/** The command line tool: runs one command and ends the process with its exit code. */
export async function main(argv: readonly string[]): Promise<never> {
  const outputs = watchOutputs(process.stdout, process.stderr);
  guardOutput([process.stdout, process.stderr]);
  forbidExit();
  const asJson = wantsJson(argv);
  handleFaults(
    (error) => {
      const fault = claimFault(error);
      // One stream's fault is no reason to end what is done for the others.
      if (fault?.context.stream !== undefined) return void reportFailure(fault, false);
      void reportFailure(fault ?? error, asJson).then(() => end(exitCode.usage));
    },
    (warning) => {
      if (warning.name !== 'ExperimentalWarning') printAside(`${warning.name}: ${oneLine(warning.message)}`);
    },
  );
  const code = await runCommand(argv, asJson);
  await flush();
  return endProcess(code === exitCode.completed && outputs.isResultLost ? exitCode.failed : code);
}

async function runCommand(argv: readonly string[], asJson: boolean): Promise<number> {
  try {
    const result: unknown = await run([...argv], import.meta.url);
    return typeof result === 'number' ? result : exitCode.completed;
  } catch (error) {
    if (error instanceof Errors.ExitError) return error.oclif.exit ?? exitCode.completed;
    const known = error instanceof Errors.CLIError && !HatcheryError.is(error);
    const failure = known ? usageError(error, { command: 'hatchery', flags: {}, subcommands: [] }) : error;
    await reportFailure(failure, asJson);
    return exitCodeOfError(failure);
  }
}

/** Asked of the words themselves: an error may come before they are parsed. */
function wantsJson(argv: readonly string[]): boolean {
  const last = argv.indexOf('--');
  return (last === -1 ? argv : argv.slice(0, last)).includes('--json');
}

/** Ends at once, whatever a plugin left open: a scheduler waits for this process. */
async function end(code: number): Promise<never> {
  await flush();
  return endProcess(code);
}

async function flush(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
}
