import { createHash } from 'node:crypto';
import {
  type ApiRequest,
  type ApiServer,
  bearerToken,
  jsonObject,
  jsonReply,
  type Reply,
  retryAfter,
  startApiServer,
  textReply,
} from '@hatchery/testkit';

export interface QueuedMessage {
  readonly id: string;
  /** RFC 3339. */
  readonly sent: string;
  /** The bytes of its files. */
  readonly files: readonly string[];
}

export interface LocalService extends ApiServer {
  readonly baseUrl: string;
  readonly token: string;
  /** What nobody has acknowledged yet. */
  readonly waiting: readonly QueuedMessage[];
  add(...messages: readonly QueuedMessage[]): void;
}

/** Acme Cloud's API on this machine: a queue that gives a message again, with another receipt, until it is acknowledged. */
export async function localService(first: readonly QueuedMessage[] = []): Promise<LocalService> {
  const token = 'local-token';
  const waiting = [...first];
  const receipts = new Map<string, string>();

  // A real queue holds a message back for some minutes before it gives it again; at once is the harder case.
  function receive(max: number): Reply {
    const messages = waiting.slice(0, max).map(({ id, sent, files }) => {
      const receipt = `${id}/${receipts.size}`;
      receipts.set(receipt, id);
      return { id, receipt, sent, files: files.map((bytes, n) => ({ url: fileUrl(id, n), sha256: sha256(bytes) })) };
    });
    return jsonReply({ messages });
  }

  function acknowledge(receipt: string): Reply {
    const index = waiting.findIndex(({ id }) => id === receipts.get(receipt));
    if (index === -1) return refusal(404, 'unknown receipt');
    waiting.splice(index, 1);
    return jsonReply({ deleted: true });
  }

  function fileUrl(id: string, n: number): string {
    return `${server.url}/v1/files/${id}/${n}`;
  }

  function handle(request: ApiRequest): Reply {
    const { method, path } = request;
    if (method === 'GET' && path === '/v1/queue') return jsonReply({ messages: waiting.length });
    if (method === 'POST' && path === '/v1/queue/receive') return receive(Number(jsonObject(request)?.['max'] ?? 1));
    const [, receipt] = /^\/v1\/queue\/messages\/(.+)$/.exec(path) ?? [];
    if (method === 'DELETE' && receipt !== undefined) return acknowledge(decodeURIComponent(receipt));
    const [, id, n] = /^\/v1\/files\/([^/]+)\/(\d+)$/.exec(path) ?? [];
    const bytes = waiting.find((message) => message.id === id)?.files[Number(n)];
    return bytes === undefined ? refusal(404, 'not found') : textReply(200, bytes);
  }

  const server = await startApiServer({
    handle,
    authorize: (request) => (bearerToken(request) === token ? undefined : refusal(401, 'invalid token')),
    limited: (wait, clock) => refusal(429, 'too many requests', retryAfter('seconds', wait, clock)),
  });
  return { ...server, baseUrl: `${server.url}/v1`, token, waiting, add: (...late) => void waiting.push(...late) };
}

function sha256(bytes: string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Reply {
  return jsonReply({ error }, { status, headers });
}
