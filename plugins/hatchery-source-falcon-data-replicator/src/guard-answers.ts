import { Readable } from 'node:stream';
import { HatcheryError } from '@hatchery/core';
import { readWatched } from './read-watched.ts';
import { statusError } from './status-error.ts';

/** More than SQS can answer: ten messages of 1 MiB each, in JSON. */
const largest = 64 * 1_048_576;

/** The answer to a request, before the SDK reads it. */
interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body?: unknown;
}

/** Which answers are read whole, and whether a body is one of the service's own. */
export interface AnswerKind {
  readonly service: string;
  readonly isWhole: (answer: RawAnswer) => boolean;
  readonly isOwn: (body: string, answer: RawAnswer, operation: string) => boolean;
}

/** Every answer of SQS. The SDK would take an empty body, or any JSON, for a queue without messages. */
export const isSqsAnswer: AnswerKind = {
  service: 'SQS',
  isWhole: () => true,
  isOwn: (body, { statusCode }, operation) => {
    if (statusCode < 300 && operation !== 'ReceiveMessageCommand') return true;
    const value = objectIn(body);
    if (value === undefined || statusCode >= 300) return value !== undefined;
    return Object.keys(value).every((key) => key === 'Messages');
  },
};

/** The errors of S3; its files pass as streams. */
export const isS3Error: AnswerKind = {
  service: 'S3',
  isWhole: ({ statusCode }) => statusCode >= 300,
  isOwn: (body) => /^\s*(<\?xml[^>]*>)?\s*<Error[\s>]/.test(body),
};

type Next = (args: never) => Promise<{ response: unknown }>;

/** A middleware that reads small answers whole, in good time, and refuses those that another service gave: a proxy, a portal. */
export function guardAnswers({ service, isWhole, isOwn }: AnswerKind, idleTimeout: number) {
  return <N extends Next>(next: N, { commandName = '' }: { commandName?: string }): N =>
    (async (args: never) => {
      const result = await next(args);
      const answer = result.response as RawAnswer;
      if (!isWhole(answer) || !(answer.body instanceof Readable)) return result;
      const bytes = await readWhole(answer.body, idleTimeout, service);
      if (!isOwn(bytes.toString(), answer, commandName)) throw statusError(service, answer.statusCode);
      answer.body = Readable.from([bytes], { objectMode: false });
      return result;
    }) as unknown as N;
}

async function readWhole(body: Readable, idleTimeout: number, service: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of readWatched(body, idleTimeout, service)) {
    size += piece.length;
    if (size > largest) throw new HatcheryError('HTTP_BODY', `An answer of ${service} is larger than 64 MiB.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function objectIn(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
