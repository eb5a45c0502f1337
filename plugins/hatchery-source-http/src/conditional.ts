import { createHash } from 'node:crypto';
import type { HttpResponse } from '@hatchery/core';
import type { PlannedRequest } from './plan.ts';
import type { RequestState } from './progress.ts';

/** What a document was when it was landed. */
export type KnownDocument = NonNullable<RequestState['document']>;

/** What is known of a document, if it was landed by the same request; another URL would be another document. */
export function knownDocument(planned: PlannedRequest, state: RequestState): KnownDocument | undefined {
  return state.document?.of === identity(planned) ? state.document : undefined;
}

/** The headers that ask for a document only if it is not the known one (RFC 9110 §13.1). */
export function conditions({ etag, lastModified }: KnownDocument): Record<string, string> {
  if (etag !== undefined) return { 'if-none-match': etag };
  return lastModified === undefined ? {} : { 'if-modified-since': lastModified };
}

/** Whether an answer is the known document: it says so, or names it by the same ETag although it sends it again. */
export function isUnchanged(response: HttpResponse, known: KnownDocument): boolean {
  return response.status === 304 || (known.etag !== undefined && response.headers.get('etag') === known.etag);
}

/** What to remember of a document just landed; `undefined` if the service gave nothing to know it by. */
export function rememberDocument(planned: PlannedRequest, response: HttpResponse): KnownDocument | undefined {
  const etag = response.headers.get('etag') ?? undefined;
  const lastModified = response.headers.get('last-modified') ?? undefined;
  if (etag === undefined && lastModified === undefined) return undefined;
  return {
    of: identity(planned),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

function identity({ url, options }: PlannedRequest): string {
  return createHash('sha256')
    .update(`${url.href}\n${JSON.stringify(options.query ?? {})}`)
    .digest('base64url');
}
