import { cursorAt, followUrl, HatcheryError, type HttpClient, itemsAt, valueAt } from '@hatchery/core';
import type { Options } from './options.ts';

/** Something to fetch: a file of events. */
export interface Blob {
  readonly id: string;
  readonly url: string;
  /** When it became available. */
  readonly availableAt: Date;
}

export interface BlobList {
  readonly blobs: readonly Blob[];
  /** The URL of the rest of the list; `undefined` on the last page. */
  readonly next: string | undefined;
}

/** A span of time, or the URL of a further page, which holds the span. */
export type BlobQuery = { readonly start?: string; readonly end?: string; readonly limit: number } | string;

/**
 * Requests one page of the list of what became available.
 *
 * @throws HatcheryError `HTTP_BODY` if the answer is no such page, `ORIGIN_REFUSED` if a URL in it leads elsewhere
 */
export async function listBlobs(
  http: HttpClient,
  config: Pick<Options, 'baseUrl' | 'token'>,
  query: BlobQuery,
): Promise<BlobList> {
  const request = typeof query === 'string' ? { url: query } : { url: `${config.baseUrl}/content`, query };
  const response = await http({ ...request, auth: { bearer: config.token } });
  const body = await response.json();
  const next = cursorAt(body, 'next_page');
  return {
    blobs: itemsAt(body, 'content').map((item) => readBlob(item, config.baseUrl)),
    next: next && followUrl(next, config.baseUrl),
  };
}

/** The token goes along to these URLs, so none may lead away from the service. */
function readBlob(item: unknown, baseUrl: string): Blob {
  const [id, url, available] = ['id', 'url', 'available'].map((key) => valueAt(item, key));
  const availableAt = new Date(String(available));
  if (typeof id !== 'string' || typeof url !== 'string' || Number.isNaN(availableAt.getTime())) {
    throw new HatcheryError('HTTP_BODY', 'Acme Cloud sent an entry of its list without "id", "url" and "available".');
  }
  return { id, url: followUrl(url, baseUrl), availableAt };
}
