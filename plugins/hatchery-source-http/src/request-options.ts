import { type JsonValue, secret, z } from '@hatchery/core';
import { headers, secretHeaders } from './header-options.ts';
import { paginationOptions } from './pagination-options.ts';
import { windowOptions } from './window-options.ts';

const path = z.string().min(1);
const jsonValue = z.json() as z.ZodType<JsonValue, JsonValue>;
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** What can be said of one request; each key optional here, as it may stand at the top or in `requests`. */
export const requestFields = {
  name: z
    .string()
    .regex(/^[\w.@/-]{1,100}$/, { error: 'a name is made of letters, digits and . _ - @ /, 100 at most' })
    .optional()
    .describe(
      'Names the request in errors and in the checkpoint, and its objects where there are several requests. Changing it starts the request afresh. Default: its URL.',
    ),
  url: z.string().min(1).optional().describe('Absolute, or a path after `baseUrl`.'),
  method: z
    .string()
    .regex(/^[A-Z]+$/, { error: 'a method is written in capitals, such as GET or POST' })
    .optional()
    .describe('Default: GET, or POST with a body.'),
  headers: headers.optional().describe('Headers without secrets.'),
  secretHeaders: secretHeaders.optional().describe('Headers whose values are secret.'),
  query: z
    .record(z.string(), z.union([scalar, z.array(scalar)]))
    .optional()
    .describe('Query parameters; a list repeats its key.'),
  secretQuery: z
    .record(z.string(), secret())
    .optional()
    .describe('Query parameters whose values are secret; sent with each page.'),
  json: jsonValue.optional().describe('JSON body.'),
  text: z.string().optional().describe('Body that is sent as it is; give its `content-type` in `headers`.'),
  window: windowOptions
    .optional()
    .describe('Parameters that say which span of time is wanted. Without it, each run asks for everything.'),
  pagination: paginationOptions
    .optional()
    .describe('How to come from one page to the next. Without it, there is one page.'),
  items: path
    .optional()
    .describe(
      'Path of the list of items in the JSON answer (`data.items`; `.` if the answer is the list itself; `\\.` for a dot in a key). With it, pages without items are known.',
    ),
  itemsOptional: z
    .boolean()
    .optional()
    .describe('A page without the `items` key has no items. Default: false, it is an error.'),
  keepEmpty: z.boolean().optional().describe('Lands pages without items too. Default: false.'),
  position: z
    .strictObject({
      timestamp: path.describe('Path of the time inside an item (`created_at`).'),
      id: path.optional().describe('Path of what identifies an item. Default: the whole item.'),
    })
    .optional()
    .describe(
      'Each run asks from the time of the newest item seen, instead of from the end of the last window. Pages that hold nothing but items seen before are not landed.',
    ),
  conditional: z
    .boolean()
    .optional()
    .describe(
      'Asks with `If-None-Match` or `If-Modified-Since`, or compares the bytes where the service gives neither an ETag nor a date, and lands nothing when nothing has changed. Default: true for a GET without `window`, `pagination`, `items` and `position`.',
    ),
  format: z
    .string()
    .min(1)
    .optional()
    .describe('Extension of the objects: `json`, `jsonl`, `csv`, … Default: found in the answer.'),
  schemaHint: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Kind of the records; a folder of the object names. Default: the name of the request, where there are several.',
    ),
  maxBytes: z
    .int()
    .min(1)
    .optional()
    .describe(
      'The largest page to take into memory, in bytes. Default: 64 MiB. Answers that need not be looked into have no limit.',
    ),
};

export const requestOptions = z.strictObject({
  ...requestFields,
  url: requestFields.url.unwrap().describe('Absolute, or a path after `baseUrl`.'),
});

export type RequestOptions = z.output<typeof requestOptions>;
