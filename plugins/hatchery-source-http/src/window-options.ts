import { z } from '@hatchery/core';
import { timeFormatHelp, timeFormatProblem } from './time-format.ts';

const place = {
  in: z.enum(['query', 'body']).default('query').describe('Whether it goes into the query or the JSON body.'),
  name: z.string().min(1).describe('Name of the query parameter, or path in the JSON body (`filter.from`).'),
};

const format = z
  .string()
  .superRefine((value, context) => {
    const problem = timeFormatProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  })
  .describe(`How times are written: ${timeFormatHelp}.`);

/** Where a request says which span of time it wants. */
export const windowOptions = z
  .strictObject({
    format: format.default('rfc3339'),
    from: z
      .strictObject({
        ...place,
        exclusive: z
          .boolean()
          .default(false)
          .describe(
            'Set it if the API leaves out what happened at this very time: one unit of the format earlier is asked for.',
          ),
      })
      .optional()
      .describe('The parameter for the start of the window.'),
    to: z
      .strictObject({
        ...place,
        inclusive: z
          .boolean()
          .default(false)
          .describe(
            'Set it if the API also gives what happened at this very time, and its times are no finer than the format: one unit of the format earlier is asked for.',
          ),
        onlyBounded: z
          .boolean()
          .default(false)
          .describe(
            'Sent only when a run is given its start and end times; for APIs that are polled without an end (Okta).',
          ),
      })
      .optional()
      .describe('The parameter for the end of the window.'),
    range: z
      .strictObject({
        ...place,
        value: z
          .string()
          .refine((value) => value.includes('{from}') || value.includes('{to}'), {
            error: 'must contain `{from}` or `{to}`',
          })
          .describe('The value, with `{from}` and `{to}` where the times go: `created:{from}..{to}`.'),
        inclusive: z.boolean().default(false).describe('Like `to.inclusive`, for `{to}`.'),
      })
      .optional()
      .describe('One parameter that holds both ends.'),
  })
  .refine((window) => window.from !== undefined || window.to !== undefined || window.range !== undefined, {
    error: 'give at least one of `from`, `to` and `range`',
  });

export type WindowOptions = z.output<typeof windowOptions>;
