import { createHash } from 'node:crypto';

/**
 * A text as part of names that every platform takes: lower-case letters, digits and single hyphens, beginning with
 * a letter. Two texts never share one: what is changed or cut gets a hash of the text behind it.
 *
 * @param most the length that it must not exceed, in characters; at least 8
 */
export function slug(text: string, most: number): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  // A text that ends as a hash does gets one, too: else it could be another's name.
  if (text !== '' && plain === text && text.length <= most && !/-[0-9a-f]{6}$/.test(text)) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 6);
  const kept = plain.slice(0, most - 7).replace(/-+$/, '');
  return `${kept === '' ? 'x' : kept}-${hash}`;
}
