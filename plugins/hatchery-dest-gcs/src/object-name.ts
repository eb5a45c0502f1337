import { HatcheryError } from '@hatchery/core';

/** The service's own limit, in bytes. */
const longestName = 1_024;

/** Refuses what the service cannot hold under this name, or would lead elsewhere. @param name with the prefix */
export function checkName(name: string): void {
  const problem = nameProblem(name);
  if (problem === undefined) return;
  throw new HatcheryError('OBJECT_NAME_REFUSED', `The object name ${shown(name)} is refused, as ${problem}.`, {
    hint: 'Change the name template, or the slug and schema hint that the source gives.',
  });
}

/** Why a name cannot be one of an object; `undefined` if it can. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/[\0\r\n]/.test(name)) return 'it has a NUL character or a line break in it';
  if (!name.isWellFormed()) return 'it is not well-formed Unicode, so that two names could become one';
  if (name.startsWith('/')) return 'it begins with "/"';
  const parts = name.split('/');
  if (parts.includes('')) return 'one of its parts is empty';
  if (parts.includes('.') || parts.includes('..')) return 'one of its parts is "." or ".."';
  if (name.startsWith('.well-known/acme-challenge/')) return 'the service reserves ".well-known/acme-challenge/"';
  if (Buffer.byteLength(name) > longestName) return `it is longer than ${longestName} bytes`;
  return undefined;
}

/** Whether any name can start like this. The service is not asked for what it cannot even be told. */
export function canBeginName(prefix: string): boolean {
  return prefix.isWellFormed() && Buffer.byteLength(prefix) <= longestName;
}

function shown(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}
