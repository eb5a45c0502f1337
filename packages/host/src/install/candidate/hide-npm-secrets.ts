import { Secret } from '@hatchery/core';

/** Tokens are longer than the names of users. */
const shortestToken = 16;

/** Makes `redact` hide every credential in npm's flat options, in the forms in which it travels. */
export function hideNpmSecrets(options: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(options)) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string') hideAll(secretsIn(key, text, options));
    }
  }
}

/** Makes `redact` hide the credentials in an address that somebody typed. */
export function hideUrlSecrets(text: string): void {
  hideAll(passwordInUrl(/(?:git\+)?https?:\/\/\S+/i.exec(text)?.[0] ?? ''));
}

function hideAll(values: readonly string[]): void {
  for (const value of values) if (value !== '') void new Secret(value);
}

function secretsIn(key: string, value: string, options: Readonly<Record<string, unknown>>): string[] {
  if (/:_authToken$/i.test(key) || key === 'otp' || key === 'key') return [value];
  if (key.endsWith(':_auth')) return [value, afterColon(decoded(value))];
  if (key.endsWith(':_password')) {
    const password = decoded(value);
    const username = options[key.replace(/_password$/, 'username')];
    return [value, password, Buffer.from(`${String(username)}:${password}`).toString('base64')];
  }
  return passwordInUrl(value);
}

function decoded(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}

function afterColon(pair: string): string {
  return pair.slice(pair.indexOf(':') + 1);
}

function passwordInUrl(value: string): string[] {
  if (!/^(?:git\+)?https?:\/\/[^/]*@/i.test(value) || !URL.canParse(value)) return [];
  const { username, password } = new URL(value);
  if (password !== '') return [password, decodeURIComponent(password), decodedPair(username, password)];
  // A lone user name is a token, unless it is that of everybody, such as `git`.
  return username.length < shortestToken ? [] : [username];
}

function decodedPair(username: string, password: string): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return Buffer.from(pair).toString('base64');
}
