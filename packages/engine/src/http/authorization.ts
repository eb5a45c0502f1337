import { type HttpAuth, Secret } from '@hatchery/core';

/** The value of the `Authorization` header (RFC 6750, RFC 7617). */
export function authorization(auth: HttpAuth | undefined): Secret | undefined {
  if (auth === undefined) return undefined;
  if ('bearer' in auth) return new Secret(`Bearer ${auth.bearer.reveal()}`);
  const pair = `${plain(auth.basic.username)}:${plain(auth.basic.password)}`;
  const encoded = new Secret(Buffer.from(pair).toString('base64'));
  return new Secret(`Basic ${encoded.reveal()}`);
}

/** The text of a value that may be secret. */
export function plain(value: string | Secret): string {
  return Secret.is(value) ? value.reveal() : value;
}
