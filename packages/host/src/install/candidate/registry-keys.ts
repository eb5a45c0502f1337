import { HatcheryError } from '@hatchery/core';
import { isPlainObject } from '../../plain-object.ts';
import type { Registry } from './registry.ts';

/** A public key of a registry, as pacote takes it. */
export interface RegistryKey {
  readonly keyid: string;
  readonly pemkey: string;
  /** RFC 3339, or `null`: what was published later is not signed with it. */
  readonly expires: string | null;
}

/**
 * The keys that a registry signs with.
 *
 * @returns `not offered` if it has none, `unreadable` if it does not let them be read: offline, without credentials, or
 *   where a page of HTML answers to everything
 * @throws HatcheryError `REGISTRY_FAILED` if it may answer when it is asked again
 */
export async function readRegistryKeys(registry: Registry): Promise<RegistryKey[] | 'not offered' | 'unreadable'> {
  try {
    const answer = await registry.read('-/npm/v1/keys', [400, 404, 405, 501]);
    const keys = isPlainObject(answer) && Array.isArray(answer['keys']) ? answer['keys'].flatMap(keyOf) : [];
    return keys.length === 0 ? 'not offered' : keys;
  } catch (error) {
    if (!HatcheryError.is(error) || error.transient || error.code === 'CANCELLED') throw error;
    return 'unreadable';
  }
}

function keyOf(value: unknown): RegistryKey[] {
  if (!isPlainObject(value)) return [];
  const { keyid, key, expires } = value;
  if (typeof keyid !== 'string' || typeof key !== 'string') return [];
  const lines = key.match(/.{1,64}/g)?.join('\n') ?? '';
  const pemkey = `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----`;
  return [{ keyid, pemkey, expires: typeof expires === 'string' ? expires : null }];
}
