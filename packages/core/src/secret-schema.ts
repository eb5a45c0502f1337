import { z } from 'zod';
import { Secret } from './secret.ts';

/** The metadata key by which hatchery knows that a part of a schema is a secret. */
export const secretMark = 'hatcherySecret';

/**
 * The schema of a secret option: takes a non-empty string (as `${env:NAME}` and `${file:PATH}` give it)
 * and turns it into a {@link Secret}.
 *
 * @example
 * defineSource({ config: z.strictObject({ token: secret().describe('API token') }), … })
 */
export function secret(): z.ZodType<Secret, string | Secret> {
  return z
    .union([z.string().min(1, 'a secret must not be empty'), z.custom<Secret>((value) => Secret.is(value))])
    .transform((value) => (Secret.is(value) ? value : new Secret(value)))
    .meta({ [secretMark]: true, format: 'password' });
}
