import { createHash } from 'node:crypto';
import type { StoredObject } from '@hatchery/core';

/**
 * What a store holds, in few bytes an object: names, sizes and checksums as 48-bit fingerprints. A million objects
 * take some 50 MB; the chance that two of a million names have one fingerprint is about one in 500.
 */
export class ObjectIndex {
  readonly #content = new Map<number, number>();
  readonly #met = new Set<number>();

  add(object: StoredObject): void {
    this.#content.set(fingerprint(object.name), fingerprint(contentOf(object)));
  }

  /** Whether this name was listed with this size and checksum. From now on the name is known. */
  matches(object: StoredObject): boolean {
    const name = fingerprint(object.name);
    this.#met.add(name);
    return this.#content.get(name) === fingerprint(contentOf(object));
  }

  /** Whether there are names that nobody asked for. */
  get hasUnknown(): boolean {
    for (const name of this.#content.keys()) if (!this.#met.has(name)) return true;
    return false;
  }

  /** Whether a name was listed and nobody asked for it. */
  isUnknown(name: string): boolean {
    const print = fingerprint(name);
    return this.#content.has(print) && !this.#met.has(print);
  }
}

function contentOf({ size, checksum }: StoredObject): string {
  return `${size} ${checksum ?? ''}`;
}

function fingerprint(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}
