import { generateKeyPairSync, sign } from 'node:crypto';

/** A key that a registry signs with. */
export function signingKey(keyid = 'SHA256:0123456789abcdef') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    published: (expires: string | null = null) => ({
      expires,
      keyid,
      keytype: 'ecdsa-sha2-nistp256',
      scheme: 'ecdsa-sha2-nistp256',
      key,
    }),
    sign: (name: string, version: string, integrity: string) => ({
      keyid,
      sig: sign('sha256', Buffer.from(`${name}@${version}:${integrity}`), privateKey).toString('base64'),
    }),
  };
}
