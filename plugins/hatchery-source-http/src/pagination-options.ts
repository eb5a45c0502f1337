import { z } from '@hatchery/core';

const path = z.string().min(1);

const flags = {
  hasMore: path
    .optional()
    .describe(
      'Path of a flag in the answer that is `true` while there are more pages. Without it, a page without a next one is the last.',
    ),
  done: path.optional().describe('Path of a flag that is `true` on the last page.'),
  untilEmpty: z
    .boolean()
    .default(false)
    .describe('Ends at the first page without items; for APIs that always name a next page. Needs `items`.'),
  maxPages: z
    .int()
    .min(1)
    .optional()
    .describe('The most pages that one run takes; the next run goes on there. Default: no limit.'),
};

const persist = z
  .boolean()
  .default(false)
  .describe('The place after the last page stays valid: the next run goes on there, instead of asking for a window.');

const counter = {
  in: z.enum(['query', 'body']).default('query').describe('Whether it goes into the query or the JSON body.'),
  pageSize: z
    .int()
    .min(1)
    .optional()
    .describe('A page with fewer items is the last. Default: only a page without items is.'),
};

/** How to come from one page to the next. */
export const paginationOptions = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('cursor').describe('A token in the answer is sent with the next request.'),
      path: path
        .optional()
        .describe('Where the token is in the JSON answer (`meta.next`). No token, `null` or `""` mean the last page.'),
      header: z.string().min(1).optional().describe('The header that holds the token, if it is not in the body.'),
      in: z
        .enum(['query', 'body'])
        .default('query')
        .describe('Whether the token goes into the query or the JSON body.'),
      name: z.string().min(1).describe('Name of the query parameter, or path in the JSON body (`page.cursor`).'),
      alone: z.boolean().default(false).describe('The token replaces the whole query or body, instead of joining it.'),
      persist,
      ...flags,
    })
    .describe('A token in the answer leads to the next page.'),
  z
    .strictObject({
      kind: z.literal('nextUrl').describe('The answer holds the URL of the next page.'),
      path: path.optional().describe('Where the URL is in the JSON answer (`links.next`).'),
      header: z
        .string()
        .min(1)
        .optional()
        .describe('The header that holds the URL, if it is not in the body (`NextPageUri`).'),
      persist,
      ...flags,
    })
    .describe('The answer holds the URL of the next page.'),
  z
    .strictObject({
      kind: z.literal('link').describe('A `Link` header names the next page.'),
      rel: z.string().min(1).default('next').describe('The relation type to follow.'),
      persist,
      ...flags,
    })
    .describe('A `Link` header (RFC 8288) names the next page.'),
  z
    .strictObject({
      kind: z.literal('page').describe('Pages are numbered.'),
      name: z.string().min(1).default('page').describe('Name of the query parameter, or path in the JSON body.'),
      first: z.int().min(0).default(1).describe('Number of the first page.'),
      ...counter,
      ...flags,
    })
    .describe('Pages are numbered.'),
  z
    .strictObject({
      kind: z.literal('offset').describe('The request says how many items to skip.'),
      name: z.string().min(1).default('offset').describe('Name of the query parameter, or path in the JSON body.'),
      ...counter,
      ...flags,
    })
    .describe('The request says how many items to skip.'),
]);

export type Pagination = z.output<typeof paginationOptions>;
