import { sep } from 'node:path';
import { HatcheryError } from '@hatchery/core';
import { stagingFolder } from './staging-folder.ts';

/** What file systems commonly allow, in bytes. */
const longestPart = 255;

/** Refuses a name whose text alone shows that it is no path of a file below the root. */
export function checkName(name: string): void {
  const problem = nameProblem(name);
  if (problem !== undefined) throw refusedName(name, problem);
}

/** Why a name cannot be one of an object; `undefined` if it can. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.includes('\0')) return 'it has a NUL character in it';
  if (!name.isWellFormed()) return 'it is not well-formed Unicode, so that two names could become one';
  if (name.startsWith('/')) return 'it is absolute';
  if (sep === '\\' && /[\\:]/.test(name)) return 'it has a backslash or a colon in it';
  const parts = name.split('/');
  if (parts.includes('')) return 'one of its parts is empty';
  if (parts.includes('.') || parts.includes('..')) return 'one of its parts is "." or ".."';
  if (parts.some(isTooLong)) return `one of its parts is longer than ${longestPart} bytes`;
  if (isStaged(name)) return `objects under construction are kept in ${stagingFolder}`;
  return undefined;
}

function isTooLong(part: string): boolean {
  return Buffer.byteLength(part) > longestPart;
}

/** Whether a name is that of a temporary file, or of their folder. */
export function isStaged(name: string): boolean {
  return name === stagingFolder || name.startsWith(`${stagingFolder}/`);
}

/** @param problem completes "…, as" */
export function refusedName(name: string, problem: string, cause?: unknown): HatcheryError {
  return new HatcheryError('OBJECT_NAME_REFUSED', `The object name ${shortened(name)} is refused, as ${problem}.`, {
    hint: 'Change the name template, or the slug and schema hint that the source gives.',
    ...(cause === undefined ? {} : { cause }),
  });
}

function shortened(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}
