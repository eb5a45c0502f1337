import { Secret } from '@hatchery/core';

/** The values of all secrets in validated options. */
export function secretValues(options: unknown, seen = new Set<unknown>()): string[] {
  if (Secret.is(options)) return [options.reveal()];
  if (typeof options !== 'object' || options === null || seen.has(options)) return [];
  seen.add(options);
  return Object.values(options).flatMap((value) => secretValues(value, seen));
}

/** Options as written, with each secret replaced; everything else is as it was. */
export function replaceSecrets(
  options: unknown,
  secrets: readonly string[],
  replace: (secret: string) => string,
): unknown {
  if (Secret.is(options)) return replaceSecrets(options.reveal(), secrets, replace);
  if (typeof options === 'string') return secrets.includes(options) ? replace(options) : options;
  if (Array.isArray(options)) return options.map((value) => replaceSecrets(value, secrets, replace));
  if (typeof options !== 'object' || options === null || Object.getPrototypeOf(options) !== Object.prototype)
    return options;
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [key, replaceSecrets(value, secrets, replace)]),
  );
}

/** Another secret of the same form: its last letters and digits are changed. */
export function alike(secret: string): string {
  let left = 6;
  const changed = Array.from(secret)
    .toReversed()
    .map((character) => {
      if (left === 0 || !/[a-z0-9]/i.test(character)) return character;
      left -= 1;
      if (/\d/.test(character)) return String((Number(character) + 1) % 10);
      return /z/i.test(character)
        ? String.fromCharCode(character.charCodeAt(0) - 1)
        : String.fromCharCode(character.charCodeAt(0) + 1);
    });
  return changed.toReversed().join('');
}
