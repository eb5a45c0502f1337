import { HatcheryError } from '@hatchery/core';
import type { RunReport } from '@hatchery/engine';
import { constants } from 'node:os';

/** What the process tells whoever started it. Every exit code of hatchery is decided in this file. */
export const exitCode = {
  /** All that was asked for is done. */
  completed: 0,
  /** At least one stream failed; or plugins could not be changed as they were to be. */
  failed: 1,
  /** Usage, config or plugin error: nothing ran. */
  usage: 2,
  /** No stream matched the selectors. */
  noStreamMatched: 3,
  /** Nothing failed, but another run holds the rest; the number that `sysexits.h` calls EX_TEMPFAIL. */
  held: 75,
} as const;

/** The code of a run that came to its end by itself. */
export function exitCodeOfReport(report: RunReport): number {
  const statuses = new Set(report.streams.map((stream) => stream.status));
  // A stream cancelled by anything but a signal is not done, and nobody else does it either.
  if (statuses.has('failed') || statuses.has('cancelled')) return exitCode.failed;
  return statuses.has('held') ? exitCode.held : exitCode.completed;
}

/** The code of an error because of which nothing ran. */
export function exitCodeOfError(error: unknown): number {
  if (!HatcheryError.is(error) || error.code === 'USAGE') return exitCode.usage;
  if (error.code === 'NO_STREAM_MATCHED') return exitCode.noStreamMatched;
  return error.context.phase === 'install' ? exitCode.failed : exitCode.usage;
}

/** The code that a shell gives to a process that a signal ended. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
