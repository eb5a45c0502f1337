import { createHash } from 'node:crypto';
import type { HttpResponse, LandedObject } from '@hatchery/core';
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

/**
 * Whether an answer is the known document: it says so, or names it by the same ETag although it sends it
 * again, or, where the service gives nothing to know it by, has the same bytes. Its body is used up then.
 */
export async function isUnchanged(response: HttpResponse, known: KnownDocument): Promise<boolean> {
  if (response.status === 304) return true;
  if (known.sha256 !== undefined) return (await digestOf(response)) === known.sha256;
  return known.etag !== undefined && response.headers.get('etag') === known.etag;
}

/** What to remember of a document just landed: what the service names it by, else its digest. */
export function rememberDocument(
  planned: PlannedRequest,
  { headers }: HttpResponse,
  { sha256 }: LandedObject,
): KnownDocument {
  const of = identity(planned);
  const etag = headers.get('etag') ?? undefined;
  const lastModified = headers.get('last-modified') ?? undefined;
  if (etag === undefined && lastModified === undefined) return { of, sha256 };
  return { of, ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

/** A body that breaks off has no digest: landing it is what the host tries again, so it is taken for a new one. */
async function digestOf(response: HttpResponse): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of response.body) hash.update(chunk as Uint8Array);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function identity({ url, options }: PlannedRequest): string {
  return createHash('sha256')
    .update(`${url.href}\n${JSON.stringify(options.query ?? {})}`)
    .digest('base64url');
}
