import type { Message } from '@aws-sdk/client-sqs';
import { HatcheryError, z } from '@hatchery/core';

/** One file that a message tells of. */
export interface QueuedFile {
  readonly bucket: string;
  /** The key of the object. */
  readonly path: string;
  /** Bytes. */
  readonly size: number | undefined;
  /** MD5 in hex; `undefined` if the message has none, or something that looks like none. */
  readonly md5: string | undefined;
  readonly sentAt: Date;
}

/** A year 10000 has no name. */
const latest = Date.UTC(9_999, 0);
const time = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .refine((value) => Number.isInteger(value) && value >= 0 && value < latest, 'expected milliseconds since 1970');

/** Of what is wrong with a message. */
const mostTold = 3;

/** What is needed of a message; CrowdStrike may say more. */
const body = z.object({
  bucket: z.string().min(1),
  timestamp: time.nullish(),
  fileCount: z.number().nullish(),
  files: z.array(
    z.object({
      path: z.string().min(1),
      size: z.int().min(0).nullish(),
      checksum: z.unknown().optional(),
    }),
  ),
});

/**
 * Reads what a message says.
 *
 * @throws HatcheryError `SOURCE_FAILED` if it is not one of the Falcon Data Replicator's
 */
export function filesOf({ Body, Attributes }: Message): readonly QueuedFile[] {
  const { data: content, error } = body.safeParse(parseJson(Body ?? ''));
  if (content === undefined) throw notUnderstood(problemsIn(error));
  const { bucket, timestamp, files, fileCount } = content;
  if (files.length === 0 && (fileCount ?? 0) > 0) throw notUnderstood(`it has none of its ${fileCount} files`);
  const { data: sent } = time.safeParse(timestamp ?? Attributes?.SentTimestamp);
  if (sent === undefined) throw notUnderstood('it has no time');
  return files.map(({ path, size, checksum }) => ({
    bucket,
    path,
    size: size ?? undefined,
    md5: typeof checksum === 'string' && /^[0-9a-f]{32}$/i.test(checksum) ? checksum.toLowerCase() : undefined,
    sentAt: new Date(sent),
  }));
}

function problemsIn({ issues }: z.ZodError): string {
  const told = issues.slice(0, mostTold).map(({ path, message }) => {
    const where = path.length === 0 ? 'it' : `"${path.join('.')}" in it`;
    return `${where} is wrong (${message})`;
  });
  return told.join(', ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes a few characters of the message, which may be a part of a secret.
    throw notUnderstood('it is not JSON');
  }
}

function notUnderstood(why: string): HatcheryError {
  return new HatcheryError(
    'SOURCE_FAILED',
    `A message in the queue is not one of the Falcon Data Replicator: ${why}.`,
    {
      hint: 'It stays in the queue. See whether something else sends there, and give the queue a dead-letter queue.',
    },
  );
}
