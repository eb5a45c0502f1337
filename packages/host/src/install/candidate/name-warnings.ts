import { distance } from 'fastest-levenshtein';
import { officialPlugins } from '../../plugins/official-plugins.ts';
import { parsePluginName } from '../../plugins/plugin-name.ts';
import type { ProjectWarning } from '../../project-warning.ts';

/**
 * Warns of a plugin whose name could pass for that of a known one: one letter more, less, other or swapped, or letters that
 * look alike.
 *
 * @param installed names of the plugins that are there
 */
export function nameWarnings(name: string, installed: readonly string[]): ProjectWarning[] {
  const known = [...new Set([...officialPlugins, ...installed])];
  if (known.includes(name)) return [];
  const alike = known.filter((other) => isAlike(name, other));
  return alike.map((other) => ({
    message: `${name} is easily taken for ${other}, which is another package.`,
    hint: `Make sure that you mean it, and not ${other}: such names are used to have the wrong package installed.`,
  }));
}

function isAlike(name: string, other: string): boolean {
  // Of names of two letters, most are one letter apart.
  if (Math.min(shortName(name).length, shortName(other).length) < 3) return false;
  return isOneEdit(name, other) || looksOf(name) === looksOf(other);
}

function shortName(name: string): string {
  return parsePluginName(name)?.shortName ?? name;
}

/** By Damerau's measure: swapping two neighbours is one edit, too. */
function isOneEdit(a: string, b: string): boolean {
  const edits = distance(a, b);
  if (edits !== 2 || a.length !== b.length) return edits === 1;
  const at = a.split('').findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at];
}

/** One spelling for all that look the same at a glance. */
function looksOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replace(/[1i|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('5', 's')
    .replace(/[._~-]/g, '');
}
