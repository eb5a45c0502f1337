import { duration, secret, z } from '@hatchery/core';
import { regionOfQueue } from './region-of-queue.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The options of `use: falcon-data-replicator`, or `use: fdr`. */
export const options = z
  .strictObject({
    queueUrl: z
      .url({ protocol: /^https?$/ })
      .describe('The URL of the SQS queue, as the Falcon console shows it. It tells the region, too.')
      .meta({ examples: ['https://sqs.us-west-1.amazonaws.com/123456789012/example-feed'] }),
    region: z
      .string()
      .min(1, 'expected a region')
      .optional()
      .describe('The region of queue and bucket. By default the one in queueUrl, or else what the SDK finds.')
      .meta({ examples: ['eu-central-1'] }),
    accessKeyId: z
      .string()
      .min(1)
      .optional()
      .describe("The access key that the Falcon console issued. By default the SDK's own search for credentials."),
    secretAccessKey: secret().optional().describe('The secret of accessKeyId.'),
    sessionToken: secret().optional().describe('The session token, for temporary credentials.'),
    profile: z.string().min(1).optional().describe('The profile in the shared AWS files to take credentials from.'),
    concurrency: z.int().min(1).max(64).default(4).describe('The most files that are fetched at once, 1 to 64.'),
    maxMessages: z
      .int()
      .min(0)
      .default(0)
      .describe('The most messages that one run takes; the rest waits for the next one. 0 for no limit.'),
    wait: duration()
      .refine((wait) => wait >= 0 && wait <= 20 * second && wait % second === 0, 'expected whole seconds, 0s to 20s')
      .prefault('5s')
      .describe('How long a request waits for messages before the queue counts as empty, 0s to 20s.'),
    visibilityTimeout: duration()
      .refine(
        (time) => time >= 10 * second && time <= 12 * hour && time % second === 0,
        'expected whole seconds, 10s to 12h',
      )
      .prefault('5m')
      .describe('How long messages stay hidden from other consumers; extended for as long as work on them goes on.'),
    idleTimeout: duration()
      .refine((time) => time > 0 && time <= hour, 'expected a duration longer than zero, 1h at most')
      .prefault('60s')
      .describe('How long AWS may stay silent before a request is given up and tried again.'),
    retryWait: duration()
      .refine((time) => time <= minute, 'expected 1m at most')
      .prefault('500ms')
      .describe(
        'The wait before a request to SQS is first tried again. It doubles with each of four tries, and is varied at random.',
      ),
    decompress: z
      .boolean()
      .default(false)
      .describe('Lands the content of gzip files in place of the files as they are stored.'),
    verify: z
      .boolean()
      .default(true)
      .describe(
        'Compares each file with the size and the MD5 checksum in its message. A file that differs is not landed.',
      ),
    sqsEndpoint: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where SQS is, if not where queueUrl points to.'),
    s3Endpoint: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Where S3 is: a private endpoint, or another store that speaks its language.'),
    forcePathStyle: z
      .boolean()
      .default(false)
      .describe('Puts the bucket into the path instead of the host name, as most local stores want it.'),
  })
  .superRefine((given, context) => {
    const say = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (given.accessKeyId !== undefined && given.secretAccessKey === undefined) {
      say('secretAccessKey', 'accessKeyId needs its secretAccessKey');
    }
    if (given.secretAccessKey !== undefined && given.accessKeyId === undefined) {
      say('accessKeyId', 'secretAccessKey needs its accessKeyId');
    }
    if (given.sessionToken !== undefined && given.accessKeyId === undefined) {
      say('sessionToken', 'sessionToken goes with accessKeyId and secretAccessKey');
    }
    if (given.profile !== undefined && given.accessKeyId !== undefined) {
      say('profile', 'give either a profile or an access key');
    }
  });

export type Options = z.output<typeof options>;

/** The region to ask in; `undefined` leaves it to the SDK to find one. */
export function regionOf({ region, queueUrl }: Options): string | undefined {
  return region ?? regionOfQueue(queueUrl);
}
