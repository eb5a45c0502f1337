import { startServer } from './start-server.ts';

/** What a queue holds. */
export interface QueueContent {
  readonly messages: number;
  /** Of one message. */
  readonly files: number;
  /** Bytes of one file, about. */
  readonly size: number;
}

/** A running `aws-server.ts`. */
export interface AwsControl extends AsyncDisposable {
  readonly url: string;
  /** Takes the counts of what came since the last call. */
  counts(): Promise<AwsCounts>;
  /** Puts all messages back into the queue. */
  refill(): Promise<void>;
}

export interface AwsCounts {
  readonly objects: number;
  readonly bytes: number;
  /** Messages that were acknowledged. */
  readonly deleted: number;
}

export async function startAws(
  { messages, files, size }: QueueContent = { messages: 0, files: 0, size: 0 },
): Promise<AwsControl> {
  const server = await startServer('aws-server.ts', [messages, files, size]);
  return {
    url: server.url,
    counts: async () => (await (await fetch(`${server.url}/-/counts`)).json()) as AwsCounts,
    refill: async () => void (await fetch(`${server.url}/-/objects`, { method: 'DELETE' })),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
