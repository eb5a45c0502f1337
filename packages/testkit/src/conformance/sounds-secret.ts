const secretWords = new Set([
  'token',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'credential',
  'apikey',
  'jwt',
]);
/** What stands before `key` where it opens something; a `publicKey`, a `sortKey` and a `kmsKey` do not. */
const openingKeys = new Set([
  '',
  'api',
  'auth',
  'access',
  'account',
  'app',
  'client',
  'encryption',
  'private',
  'secret',
  'service',
  'shared',
  'signing',
]);
/** Tokens that only lead from page to page. */
const pagingWords = new Set(['page', 'next', 'cursor', 'sync', 'continuation']);

/** Whether an option's name says that its value opens something: `apiToken`, `client_secret`, `password`. */
export function soundsSecret(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const [before = '', last = ''] = [words.at(-2), words.at(-1)?.replace(/s$/, '')];
  if (last === 'pas') return true;
  if (last === 'key') return openingKeys.has(before);
  return secretWords.has(last) && !pagingWords.has(before);
}
