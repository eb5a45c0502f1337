import { HatcheryError } from '@hatchery/core';

/** What S3 allows, in bytes of UTF-8. */
const longestKey = 1_024;

/** The key of an object. @throws HatcheryError `OBJECT_NAME_REFUSED` */
export function objectKey(prefix: string, name: string): string {
  const problem = nameProblem(name) ?? lengthProblem(prefix + name);
  if (problem !== undefined) throw refusedName(name, problem);
  return prefix + name;
}

/** Whether there can be a key that starts like this; unlike a name it may end anywhere. */
export function canBeginKey(start: string): boolean {
  return (textProblem(start) ?? lengthProblem(start)) === undefined;
}

/** Why a text cannot be the name of an object; `undefined` if it can. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.startsWith('/')) return 'it is absolute';
  const parts = name.split('/');
  if (parts.includes('')) return 'one of its parts is empty';
  if (parts.includes('.') || parts.includes('..')) return 'one of its parts is "." or ".."';
  return textProblem(name);
}

function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'it has a NUL character in it';
  if (!text.isWellFormed()) return 'it is not well-formed Unicode, so that two names could become one';
  return undefined;
}

function lengthProblem(key: string): string | undefined {
  return Buffer.byteLength(key) > longestKey ? `it is longer than ${longestKey} bytes with its prefix` : undefined;
}

/** @param problem completes "…, as" */
function refusedName(name: string, problem: string): HatcheryError {
  const shown = JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
  return new HatcheryError('OBJECT_NAME_REFUSED', `The object name ${shown} is refused, as ${problem}.`, {
    hint: 'Change the name template, the prefix, or the slug and schema hint that the source gives.',
  });
}
