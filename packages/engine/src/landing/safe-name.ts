import { createHash } from 'node:crypto';

const longest = 100;
const plain = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;

/**
 * One part of an object name, safe in every store and file system: a text of letters, digits, `.`, `_` and `-` stays
 * as it is; in any other, the rest becomes `-`, and a hash after a `~` keeps it apart from all others.
 */
export function safeName(text: string): string {
  if (plain.test(text) && text.length <= longest) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const kept = text
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return `${kept}~${hash}`;
}
