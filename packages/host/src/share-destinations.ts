import { Secret } from '@hatchery/core';
import type { BoundDestination } from '@hatchery/engine';
import { createHash } from 'node:crypto';
import { isPlainObject } from './plain-object.ts';

/** Gives streams with equal destinations one and the same object, so that the engine opens one store for them. */
export class DestinationPool {
  readonly #destinations = new Map<object, Map<string, BoundDestination>>();
  readonly #identities = new WeakMap<object, number>();
  #count = 0;

  share(destination: BoundDestination): BoundDestination {
    const ofPlugin = this.#destinations.get(destination.definition) ?? new Map<string, BoundDestination>();
    this.#destinations.set(destination.definition, ofPlugin);
    const key = this.#key([destination.directory, destination.config]);
    const known = ofPlugin.get(key);
    if (known) return known;
    ofPlugin.set(key, destination);
    return destination;
  }

  /** Equal for deeply equal options. A hash, as options hold secrets. */
  #key(value: unknown): string {
    return createHash('sha256')
      .update(JSON.stringify(this.#canonical(value, new Set())))
      .digest('base64');
  }

  #canonical(value: unknown, open: Set<unknown>): unknown {
    if (Secret.is(value)) return ['secret', value.reveal()];
    if (value instanceof Date) return ['date', value.getTime()];
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'function' ? ['same', this.#identity(value)] : [typeof value, String(value)];
    }
    // What is neither list nor plain object, or holds itself, equals itself only.
    if ((!Array.isArray(value) && !isPlainObject(value)) || open.has(value)) return ['same', this.#identity(value)];
    open.add(value);
    const canonical = Array.isArray(value)
      ? value.map((item) => this.#canonical(item, open))
      : Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, this.#canonical(item, open)]);
    open.delete(value);
    return [Array.isArray(value) ? 'list' : 'object', canonical];
  }

  #identity(value: object): number {
    const known = this.#identities.get(value) ?? this.#count++;
    this.#identities.set(value, known);
    return known;
  }
}
