/** What every plugin and hatchery itself build on. */
const holders: readonly [path: string, holder: object][] = [
  ['', globalThis],
  ...['JSON', 'Math', 'Reflect', 'Object', 'Array', 'Date', 'Promise', 'Buffer'].map((name): [string, object] => [
    `${name}.`,
    Reflect.get(globalThis, name) as object,
  ]),
  ...[Object, Array, String, Promise, Map, Set, Uint8Array].map((each): [string, object] => [
    `${each.name}.prototype.`,
    each.prototype as object,
  ]),
];

interface Global {
  readonly path: string;
  readonly holder: object;
  readonly key: PropertyKey;
  readonly was: PropertyDescriptor;
}

/** The globals as they were when a run began. New ones do no harm; replaced ones may, to everybody. */
export class GlobalsWatch {
  readonly #globals: readonly Global[] = holders.flatMap(([path, holder]) =>
    Object.entries(Object.getOwnPropertyDescriptors(holder)).map(([key, was]) => ({
      path: path + key,
      holder,
      key,
      was,
    })),
  );

  /** Puts back what was replaced or deleted since. Gives the names of these globals. */
  restore(): readonly string[] {
    const changed = this.#globals.filter(
      ({ holder, key, was }) => !isSame(Object.getOwnPropertyDescriptor(holder, key), was),
    );
    for (const { holder, key, was } of changed) Reflect.defineProperty(holder, key, was);
    return changed.map(({ path }) => path);
  }
}

/** Getters are compared, not asked: some would load what nobody needs. */
function isSame(is: PropertyDescriptor | undefined, was: PropertyDescriptor): boolean {
  return is !== undefined && Object.is(is.value, was.value) && is.get === was.get;
}
