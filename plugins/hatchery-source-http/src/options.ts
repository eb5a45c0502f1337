import { duration, z } from '@hatchery/core';
import { authOptions } from './auth-options.ts';
import { checkRequest } from './check-request.ts';
import { checkTimeKeys } from './check-time-keys.ts';
import { headers, secretHeaders } from './header-options.ts';
import { requestFields, requestOptions } from './request-options.ts';

/** Keys that may stand at the top also beside `requests`, where they are for all of them. */
const sharedKeys = new Set(['headers', 'secretHeaders']);

/** The options of `use: http`. */
export const options = z
  .strictObject({
    baseUrl: z
      .string()
      .min(1)
      .optional()
      .describe('What relative URLs start with, such as `https://api.example.com/v2`.'),
    auth: authOptions.optional().describe('How the requests prove who sends them.'),
    ...requestFields,
    headers: headers.optional().describe('Headers without secrets, for all requests.'),
    secretHeaders: secretHeaders.optional().describe('Headers whose values are secret, for all requests.'),
    requests: z
      .array(requestOptions)
      .min(1)
      .optional()
      .describe(
        'Several requests, made one after another. With it, only `baseUrl`, `auth`, headers and the keys about time stand at the top.',
      ),
    allowedHosts: z
      .array(
        z.string().regex(/^(\*\.)?[\w.:[\]-]+$/, {
          error: 'a host, such as `files.example.com`, `*.example.com` or `localhost:8443`',
        }),
      )
      .default([])
      .describe(
        "Other hosts that a next page may be on. They are sent the credential, so name only the service's own.",
      ),
    granularity: duration()
      .optional()
      .describe(
        "The finest step of the API's time filter; windows are cut to it. Default: the unit of the coarsest `window.format`, else 1 ms.",
      ),
    lookback: duration().optional().describe('How far back the first run goes. Default: 10 minutes.'),
    settle: duration()
      .optional()
      .describe('The newest part not to be asked for yet, for an API that lags. Default: 0.'),
    overlap: duration()
      .optional()
      .describe('How much of the last window to ask for again, for events that come late. Default: 0.'),
    maxSpan: duration()
      .optional()
      .describe('The longest window that the API takes; longer ones are cut. Default: no limit.'),
    retention: duration().optional().describe('How long the service keeps its logs. Default: not known.'),
  })
  .superRefine((given, context) => {
    const problem = (message: string, path: PropertyKey[] = []): void => {
      context.addIssue({ code: 'custom', message, path });
    };
    checkTimeKeys(given, problem);
    if (given.requests === undefined) {
      if (given.url === undefined) problem('give a `url`, or a list of `requests`');
      else checkRequest({ ...given, url: given.url }, given, problem);
      return;
    }
    for (const key of Object.keys(requestFields)) {
      if (sharedKeys.has(key) || given[key as keyof typeof given] === undefined) continue;
      problem(`\`${key}\` belongs to a single request: move it into \`requests\``, [key]);
    }
    const names = new Set<string>();
    for (const [index, request] of given.requests.entries()) {
      const name = request.name ?? request.url;
      if (names.has(name)) {
        problem(`two requests are called "${name}": give each its own \`name\``, ['requests', index, 'name']);
      }
      names.add(name);
      checkRequest(request, given, (message, path = []) => problem(message, ['requests', index, ...path]));
    }
  })
  .meta({ examples: [{ url: 'https://api.example.com/audit-log', auth: { bearer: '${env:API_TOKEN}' } }] });

export type Options = z.output<typeof options>;
