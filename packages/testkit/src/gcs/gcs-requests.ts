import type { ApiRequest } from '../server/api-request.ts';
import { readRoute } from './gcs-route.ts';

/** Tells requests apart, for the `when` of a fault and for looking through the log. */
export const gcsRequests = {
  /** An upload in one request. */
  isWholeUpload: (request: ApiRequest): boolean =>
    request.method === 'POST' && ['media', 'multipart'].includes(request.query.get('uploadType') ?? ''),
  /** The start of a session. */
  isSessionStart: (request: ApiRequest): boolean =>
    request.method === 'POST' && request.query.get('uploadType') === 'resumable',
  /** Bytes for a session. */
  isChunk: (request: ApiRequest): boolean => isSessionPut(request) && !isStateQuery(request),
  /** The last bytes for a session: those that say how many there are. */
  isLastChunk: (request: ApiRequest): boolean => isSessionPut(request) && /^bytes \d.*\/\d+$/.test(rangeOf(request)),
  /** A question how far a session is. Of an object without bytes it is the end, too. */
  isStateQuery: (request: ApiRequest): boolean => isSessionPut(request) && isStateQuery(request),
  /** The end of a session by the client's will. */
  isCancel: (request: ApiRequest): boolean => request.method === 'DELETE' && request.query.has('upload_id'),
  isStat: (request: ApiRequest): boolean => isObjectGet(request) && request.query.get('alt') !== 'media',
  isRead: (request: ApiRequest): boolean => isObjectGet(request) && request.query.get('alt') === 'media',
  isList: (request: ApiRequest): boolean =>
    request.method === 'GET' && readRoute(request)?.isObjects === true && !isObjectGet(request),
  isRemove: (request: ApiRequest): boolean => request.method === 'DELETE' && !request.query.has('upload_id'),
};

function isSessionPut({ method, query }: ApiRequest): boolean {
  return method === 'PUT' && query.has('upload_id');
}

function isStateQuery(request: ApiRequest): boolean {
  return rangeOf(request).startsWith('bytes *');
}

function rangeOf({ headers }: ApiRequest): string {
  return headers['content-range'] ?? '';
}

function isObjectGet(request: ApiRequest): boolean {
  return request.method === 'GET' && readRoute(request)?.object !== undefined;
}
