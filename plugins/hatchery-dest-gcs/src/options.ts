import { duration, secret, z } from '@hatchery/core';
import { nameProblem } from './object-name.ts';

/** Chunks of a resumable upload are multiples of this, in bytes; so the service wants it. */
const chunkStep = 262_144;

/** The options of `use: gcs`. */
export const options = z
  .strictObject({
    bucket: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/,
        'expected the name of a bucket, without "gs://" and without a path',
      )
      .describe('The bucket. It must exist.')
      .meta({ examples: ['example-logs'] }),
    prefix: z
      .string()
      .default('')
      .refine(
        (prefix) => prefix === '' || nameProblem(`${prefix}x`) === undefined,
        'expected the start of an object name',
      )
      .describe('Put before every name, as it is; usually it ends with "/".')
      .meta({ examples: ['audit/'] }),
    storageClass: z
      .enum(['STANDARD', 'NEARLINE', 'COLDLINE', 'ARCHIVE'])
      .optional()
      .describe("Storage class of new objects. By default the bucket's."),
    kmsKeyName: z
      .string()
      .regex(
        /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
        'expected projects/…/locations/…/keyRings/…/cryptoKeys/…',
      )
      .optional()
      .describe("The Cloud KMS key that encrypts new objects. By default the bucket's, or Google's own."),
    metadata: z
      .record(z.string().regex(/^[A-Za-z0-9_.-]+$/, 'expected letters, digits, "_", "." or "-"'), z.string())
      .default({})
      .describe('Custom metadata for every new object. Not for secrets.'),
    hold: z
      .enum(['temporary', 'event-based'])
      .optional()
      .describe('Puts new objects under a hold: nobody can delete them until it is released.'),
    retention: z
      .strictObject({
        mode: z
          .enum(['unlocked', 'locked'])
          .describe('Whether somebody with the permission may shorten it later (`unlocked`), or nobody (`locked`).'),
        for: duration().describe('How long, from the writing of the object on.'),
      })
      .optional()
      .describe('Keeps each new object from deletion for a time. Object retention must be enabled for the bucket.'),
    projectId: z.string().min(1).optional().describe("The Google Cloud project. By default the credentials' own."),
    userProject: z
      .string()
      .min(1)
      .optional()
      .describe('The project that is billed, for a bucket where the requester pays.'),
    keyFilename: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A file with credentials, relative to the config. By default Application Default Credentials are used.',
      ),
    credentials: secret()
      .optional()
      .describe('Credentials as the JSON text of such a file, in place of `keyFilename`.'),
    apiEndpoint: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        'Another endpoint: a private or regional one of Google, or another server. One that is not under googleapis.com is only given credentials that are set here.',
      ),
    chunkSize: z
      .int()
      .min(chunkStep)
      .max(1_073_741_824)
      .multipleOf(chunkStep, `expected a multiple of ${chunkStep}`)
      .default(8_388_608)
      .describe(
        'Bytes, a multiple of 262144. A body that is not longer goes in one request, a longer one in chunks of this size. Each write under way holds one to two chunks in memory.',
      ),
    retries: z
      .int()
      .min(0)
      .max(20)
      .default(3)
      .describe('How often a request is tried again; in an upload, how often in a row without progress.'),
    retryWait: duration()
      .prefault('500ms')
      .describe('The wait before the first retry. It doubles with each, up to 30 seconds, and is varied at random.'),
    requestTimeout: duration()
      .prefault('2m')
      .describe('How long one request may take, such as the upload of one chunk; for a read, the time without a byte.'),
  })
  .refine((value) => value.credentials === undefined || value.keyFilename === undefined, {
    path: ['credentials'],
    message: 'give either "credentials" or "keyFilename"',
  });

export type Options = z.output<typeof options>;
