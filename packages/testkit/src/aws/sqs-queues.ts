import type { ApiRequest } from '../server/api-request.ts';
import type { Reply } from '../server/reply.ts';

type Fauxqs = Awaited<ReturnType<(typeof import('fauxqs'))['buildApp']>>;

/** Whether a request speaks the protocol of SQS. */
export function isForSqs({ headers }: ApiRequest): boolean {
  return headers['x-amz-target']?.includes('AmazonSQS') === true;
}

/** Queues, kept by fauxqs, which is loaded with the first request for one. */
export class SqsQueues {
  readonly #region: string;
  #app: Promise<Fauxqs> | undefined;

  constructor(region: string) {
    this.#region = region;
  }

  async answer(request: ApiRequest, body: Buffer): Promise<Reply> {
    this.#app ??= startFauxqs(this.#region);
    const app = await this.#app;
    const answer = await app.inject({ method: 'POST', url: request.path, headers: request.headers, payload: body });
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined && name !== 'connection') headers[name] = String(value);
    }
    return { status: answer.statusCode, headers, body: answer.rawPayload };
  }

  async close(): Promise<void> {
    await (await this.#app)?.close();
  }
}

async function startFauxqs(region: string): Promise<Fauxqs> {
  const { buildApp } = await import('fauxqs');
  return buildApp({ logger: false, defaultRegion: region });
}
