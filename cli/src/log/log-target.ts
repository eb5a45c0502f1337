import { HatcheryError } from '@hatchery/core';
import { openSync, writeSync } from 'node:fs';
import type { PaintTarget } from '../output/painter.ts';

/** Where log lines go. */
export interface LogTarget extends PaintTarget {
  readonly kind: 'stderr' | 'stdout' | 'file';
  writeLine(line: string): void;
}

/**
 * Opens what `--log-out` names: `stderr`, `stdout` or `-`, else a file, which is appended to and, if it is new,
 * readable by its owner alone.
 *
 * @throws HatcheryError `USAGE` if the file cannot be opened
 */
export function openLogTarget(name: string): LogTarget {
  if (name === 'stderr') return toStream('stderr', process.stderr);
  if (name === 'stdout' || name === '-') return toStream('stdout', process.stdout);
  return toFile(name);
}

function toStream(kind: 'stderr' | 'stdout', stream: NodeJS.WriteStream): LogTarget {
  return { kind, isTTY: stream.isTTY, writeLine: (line) => void stream.write(`${line}\n`) };
}

function toFile(path: string): LogTarget {
  const file = open(path);
  let complained = false;
  return {
    kind: 'file',
    writeLine(line) {
      try {
        writeSync(file, `${line}\n`);
      } catch (error) {
        // A full disk under the log is no reason to stop collecting; said once, where it can still be read.
        if (!complained) process.stderr.write(`Cannot write to the log file ${path}: ${String(error)}\n`);
        complained = true;
      }
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (cause) {
    throw new HatcheryError('USAGE', `The log file ${JSON.stringify(path)} cannot be opened for writing.`, {
      hint: 'Name a file in a folder that exists, or `stderr`, or `stdout`.',
      cause,
    });
  }
}
