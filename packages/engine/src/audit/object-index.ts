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

  /** Whether the store holds this very content under this name. @returns `undefined` if there is no such name */
  matches(object: StoredObject): boolean | undefined {
    const name = fingerprint(object.name);
    this.#met.add(name);
    const content = this.#content.get(name);
    return content === undefined ? undefined : content === fingerprint(contentOf(object));
  }

  /** Takes a name for known, whatever it holds. */
  meet(name: string): void {
    this.#met.add(fingerprint(name));
  }

  /** Whether nobody asked for this name. */
  isUnknown(name: string): boolean {
    return !this.#met.has(fingerprint(name));
  }
}

function contentOf({ size, checksum }: StoredObject): string {
  return `${size} ${checksum ?? ''}`;
}

function fingerprint(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}
