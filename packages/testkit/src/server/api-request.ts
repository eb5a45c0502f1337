import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as a local server got it. */
export interface ApiRequest {
  /** 0 for the first request of this server. */
  readonly number: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Reads a request to its end. */
export async function readRequest(incoming: IncomingMessage, number: number): Promise<ApiRequest> {
  const url = new URL(incoming.url ?? '/', 'http://local');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    number,
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** The token of `Authorization: Bearer …`; `undefined` if there is none. */
export function bearerToken(request: ApiRequest): string | undefined {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}

/** The body as a JSON object; `undefined` if it is anything else. */
export function jsonObject(request: ApiRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
