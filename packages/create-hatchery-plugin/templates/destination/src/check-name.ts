import { HatcheryError } from '@hatchery/core';

/** What the service takes, in bytes. */
export const longestName = 1024;

/**
 * Hatchery gives safe names; this is the second lock on the door. A URL would resolve dots and drop what is empty, and so lead
 * elsewhere than the name says.
 *
 * @throws HatcheryError `OBJECT_NAME_REFUSED`
 */
export function checkName(name: string): void {
  const problem = problemOf(name);
  if (problem === undefined) return;
  const shown = JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
  throw new HatcheryError('OBJECT_NAME_REFUSED', `The object name ${shown} is refused: ${problem}.`);
}

function problemOf(name: string): string | undefined {
  if (name.includes('\0')) return 'it has a NUL character in it';
  if (!name.isWellFormed()) return 'it is not well-formed Unicode';
  if (Buffer.byteLength(name) > longestName) return `it is longer than ${longestName} bytes`;
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return 'one of its parts is empty, "." or ".."';
  }
  return undefined;
}
