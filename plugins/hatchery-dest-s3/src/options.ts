import { duration, secret, z } from '@hatchery/core';
import { nameProblem } from './object-key.ts';

const objectLock = z.strictObject({
  mode: z
    .enum(['GOVERNANCE', 'COMPLIANCE'])
    .describe('COMPLIANCE lets nobody shorten the retention or delete before its end, not even the root user.'),
  retainFor: duration()
    .refine((milliseconds) => milliseconds > 0, 'expected a duration longer than zero')
    .describe('How long each object is kept from being deleted, counted from when it is written.')
    .meta({ examples: ['365d'] }),
});

/** The options of `use: s3`. */
export const options = z
  .strictObject({
    bucket: z
      .string()
      .min(3, 'expected the name of a bucket')
      .describe('The bucket. It must exist.')
      .meta({ examples: ['example-logs'] }),
    region: z
      .string()
      .min(1, 'expected a region')
      .optional()
      .describe('The region of the bucket. By default what the SDK finds in AWS_REGION or in the profile.')
      .meta({ examples: ['eu-central-1', 'auto'] }),
    prefix: z
      .string()
      .refine((prefix) => nameProblem(`${prefix}x`) === undefined, 'expected the start of an object name')
      .default('')
      .describe('Put before every name, as it is; usually it ends with "/".')
      .meta({ examples: ['audit/'] }),
    endpoint: z.url().optional().describe('The URL of a store other than Amazon S3, or of a private endpoint.'),
    forcePathStyle: z
      .boolean()
      .default(false)
      .describe('Puts the bucket into the path instead of the host name, as MinIO and most local stores want it.'),
    checksum: z
      .enum(['crc32', 'md5'])
      .default('crc32')
      .describe('What the store checks objects with. "md5" is for stores without CRC-32 of whole objects, such as R2.'),
    partSize: z
      .int()
      .min(5)
      .max(5_120)
      .optional()
      .describe('The size of all parts of large objects, in MiB. By default 5, and growing as an object grows.'),
    storageClass: z
      .enum(['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'REDUCED_REDUNDANCY'])
      .optional()
      .describe('The storage class of new objects. Classes that cannot be read at once are left out.'),
    sse: z
      .enum(['AES256', 'aws:kms', 'aws:kms:dsse'])
      .optional()
      .describe('How objects are encrypted at rest. By default as the bucket says.'),
    kmsKeyId: z
      .string()
      .min(1)
      .optional()
      .describe("The ARN of the key for aws:kms. By default the bucket's own, or else the key that AWS manages."),
    objectLock: objectLock.optional().describe('Keeps objects from being deleted. The bucket must have object lock.'),
    appendOnly: z
      .boolean()
      .default(false)
      .describe('Never deletes anything, so that the right to delete is not needed.'),
    bucketOwner: z
      .string()
      .regex(/^\d{12}$/, 'expected the 12 digits of an account')
      .optional()
      .describe('The account that must own the bucket; requests fail if another one does.'),
    profile: z.string().min(1).optional().describe('The profile in the shared AWS files to take credentials from.'),
    accessKeyId: z
      .string()
      .min(1)
      .optional()
      .describe("An access key. By default the SDK's own search for credentials."),
    secretAccessKey: secret().optional().describe('The secret of accessKeyId.'),
    sessionToken: secret().optional().describe('The session token, for temporary credentials.'),
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
    if (given.kmsKeyId !== undefined && given.sse?.startsWith('aws:kms') !== true) {
      say('kmsKeyId', 'kmsKeyId needs sse: "aws:kms"');
    }
  });

export type Options = z.output<typeof options>;
