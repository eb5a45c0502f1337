import { secret, z } from '@hatchery/core';
import { headerName } from './header-options.ts';

/** How the requests prove who sends them; one of three. */
export const authOptions = z
  .strictObject({
    bearer: secret().optional().describe('Token sent as `Authorization: Bearer <token>`.'),
    basic: z
      .strictObject({
        username: z.string().min(1).describe('User name, account id or key id.'),
        password: secret().describe('Password or key.'),
      })
      .optional()
      .describe('HTTP Basic authentication.'),
    header: z
      .strictObject({
        name: headerName.describe('Name of the header, such as `X-Api-Key` or `Authorization`.'),
        prefix: z.string().default('').describe('Put before the value, such as `SSWS ` or `Token token=`.'),
        value: secret().describe('The token.'),
      })
      .optional()
      .describe('A token in a header of any name.'),
  })
  .refine((auth) => Object.values(auth).filter((way) => way !== undefined).length === 1, {
    error: 'give exactly one of `bearer`, `basic` and `header`',
  });
