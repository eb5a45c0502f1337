import { createHash } from 'node:crypto';
import type { StoredObject } from '@hatchery/core';

/**
 * What a store holds, in few bytes an object: names, sizes and checksums as 48-bit fingerprints. A million objects
 * take some 60 MB; the chance that two of a million names have one fingerprint is about one in 500.
 */
export class ObjectIndex {
  /** By name, the content: positive at first, negative once somebody asked for it. */
  readonly #contents = new Map<number, number>();

  add(object: StoredObject): void {
    this.#contents.set(fingerprint(object.name), fingerprint(contentOf(object)));
  }

  /** Whether this name was listed with this size and checksum. From now on the name is known. */
  matches(object: StoredObject): boolean {
    const name = fingerprint(object.name);
    const listed = Math.abs(this.#contents.get(name) ?? 0);
    if (listed === 0) return false;
    this.#contents.set(name, -listed);
    return listed === fingerprint(contentOf(object));
  }

  /** Whether there are names that nobody asked for. */
  get hasUnknown(): boolean {
    for (const content of this.#contents.values()) if (content > 0) return true;
    return false;
  }

  /** Whether a name was listed and nobody asked for it. */
  isUnknown(name: string): boolean {
    return (this.#contents.get(fingerprint(name)) ?? 0) > 0;
  }
}

function contentOf({ size, checksum }: StoredObject): string {
  return `${size} ${checksum ?? ''}`;
}

/** From 1 on. */
function fingerprint(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) + 1;
}
