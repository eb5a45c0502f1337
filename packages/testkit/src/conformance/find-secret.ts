import { inspect } from 'node:util';

/** A secret shorter than this also occurs by chance. */
const shortest = 6;

/** A text in which everything shows that can be seen of values: keys, messages, stacks, causes. */
export function everythingIn(values: readonly unknown[]): string {
  const options = { depth: 12, maxStringLength: null, maxArrayLength: null, breakLength: Number.POSITIVE_INFINITY };
  return values.map((value) => (typeof value === 'string' ? value : inspect(value, options))).join('\n');
}

/** Whether a text shows a secret: as it is, escaped for URLs or JSON, in base64 or in hex. */
export function showsSecret(text: string, secret: string): boolean {
  if (secret.length < shortest) return false;
  const bytes = Buffer.from(secret);
  const spellings = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
  return spellings.some((spelling) => text.includes(spelling));
}
