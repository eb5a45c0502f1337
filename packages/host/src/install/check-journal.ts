import { HatcheryError } from '@hatchery/core';
import { isPlainObject } from '../plain-object.ts';
import type { Journal } from './journal.ts';
import { freshName, projectFileNames } from './project-file-names.ts';

/**
 * Takes a journal for one only if it lists what an installation changes. It is acted on by whoever merely looks for plugins, and
 * could have come with somebody else's folder.
 *
 * @throws HatcheryError `INSTALL_FAILED`
 */
export function checkJournal(path: string, text: string): Journal {
  const journal = parse(text);
  if (isJournal(journal)) return journal;
  throw new HatcheryError('INSTALL_FAILED', `${path} lists what no installation of hatchery writes there.`, {
    hint: 'If you trust the folder, remove node_modules/.hatchery/journal.json, and run `npm ci`. Nothing was changed.',
    context: { phase: 'load' },
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  if (!isPlainObject(value) || value['version'] !== 1) return false;
  const { moves, files } = value;
  return Array.isArray(moves) && moves.every(isMove) && Array.isArray(files) && files.every(isFile);
}

/** Inside of a `node_modules` of the project. */
function isMove(value: unknown): boolean {
  const { place, hasFresh } = isPlainObject(value) ? value : {};
  if (typeof place !== 'string' || typeof hasFresh !== 'boolean') return false;
  const parts = place.split(/[/\\]/);
  return parts.includes('node_modules') && !parts.includes('..') && parts[0] !== '' && !parts[0]?.endsWith(':');
}

function isFile(value: unknown): boolean {
  const { name, fresh, former } = isPlainObject(value) ? value : {};
  const isKnown = projectFileNames.some((known) => known === name && fresh === freshName(known));
  return isKnown && (former === null || typeof former === 'string');
}
