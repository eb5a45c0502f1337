import { Secret } from '@hatchery/core';

/** Makes `redact` hide every credential in npm's flat options, in the forms in which it travels. */
export function hideNpmSecrets(options: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(options)) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string') hideAll(secretsIn(key, text, options));
    }
  }
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
  if (!/^[a-z+]+:\/\/[^/]*@/i.test(value) || !URL.canParse(value)) return [];
  const { username, password } = new URL(value);
  // A lone user name in a URL is a token.
  const secret = password === '' ? username : password;
  return [secret, decodeURIComponent(secret), Buffer.from(`${username}:${password}`).toString('base64')];
}
