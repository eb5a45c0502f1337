import { z } from 'zod';

const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A span of time: milliseconds, or a string such as `90s`, `10m`, `1h30m`, `7d`. */
export type DurationInput = number | string;

/**
 * Milliseconds of a {@link DurationInput}.
 *
 * @returns a whole number of milliseconds, 0 or more; `undefined` if the text is not a duration
 */
export function parseDuration(input: DurationInput): number | undefined {
  if (typeof input === 'number') return Number.isSafeInteger(input) && input >= 0 ? input : undefined;
  if (/^\d+$/.test(input)) return Number(input) === 0 ? 0 : undefined;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d|w))+$/.test(input)) return undefined;
  let total = 0;
  for (const [, amount, unit] of input.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) {
    total += Number(amount) * (units[unit ?? ''] ?? Number.NaN);
  }
  return Number.isSafeInteger(Math.round(total)) ? Math.round(total) : undefined;
}

/** The schema of an option that is a span of time; gives milliseconds. */
export function duration(): z.ZodType<number, DurationInput> {
  return z
    .union([z.string(), z.number()])
    .transform((input, context) => {
      const parsed = parseDuration(input);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: 'expected a duration such as "90s", "10m", "1h30m" or "7d"' });
      return z.NEVER;
    })
    .meta({ title: 'duration' });
}
