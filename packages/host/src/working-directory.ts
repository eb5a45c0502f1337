import { HatcheryError } from '@hatchery/core';

/** @throws HatcheryError `USAGE` if it was removed while a shell was in it */
export function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new HatcheryError('USAGE', 'The working directory does not exist any more.', {
      hint: 'Change into a folder that does.',
      cause,
    });
  }
}
