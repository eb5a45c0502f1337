import { HatcheryError, Secret } from '@hatchery/core';

/** Fields of a credentials file that are secrets by themselves. */
const secretFields = ['private_key', 'client_secret', 'refresh_token'];

/** The credentials in an option; the secret parts of them are hidden from now on. */
export function readCredentials(secret: Secret): Record<string, unknown> {
  const value = parse(secret.reveal());
  for (const field of secretFields) {
    const part = value[field];
    if (typeof part === 'string' && part !== '') void new Secret(part);
  }
  return value;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The parser's message would show a piece of the text.
  }
  throw new HatcheryError(
    'DESTINATION_FAILED',
    'The option "credentials" is not the JSON text of a credentials file.',
    {
      hint: 'Give it the content of the file, as with ${file:key.json}, or name the file in "keyFilename".',
    },
  );
}
