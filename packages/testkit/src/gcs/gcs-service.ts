import type { ApiRequest } from '../server/api-request.ts';
import { jsonReply, type Reply, textReply } from '../server/reply.ts';
import type { GcsBucket } from './gcs-bucket.ts';
import type { Payload } from './gcs-exchange.ts';
import { type GcsMetadata, objectResource } from './gcs-object.ts';
import { GcsRefusal, noObject } from './gcs-refusal.ts';
import { readRoute } from './gcs-route.ts';
import { listReply } from './list-reply.ts';
import { mediaReply } from './media-reply.ts';
import { readMetadata, readMultipart } from './multipart-body.ts';
import type { SessionUploads } from './session-uploads.ts';

/** What the service does when nothing goes wrong. */
export class GcsService {
  readonly #buckets: ReadonlyMap<string, GcsBucket>;
  readonly #sessions: SessionUploads;

  constructor(buckets: ReadonlyMap<string, GcsBucket>, sessions: SessionUploads) {
    this.#buckets = buckets;
    this.#sessions = sessions;
  }

  /** @param payload of a request that was cut only a session keeps anything; its answer reaches nobody */
  handle(request: ApiRequest, payload: Payload): Reply {
    const session = request.query.get('upload_id');
    try {
      if (session !== null && request.method === 'PUT') return this.#sessions.put(session, request, payload);
      if (session !== null && request.method === 'DELETE') return this.#sessions.cancel(session);
      return payload.isWhole ? this.#answer(request, payload.bytes) : textReply(408, 'Request Timeout');
    } catch (error) {
      if (!(error instanceof GcsRefusal)) throw error;
      const isPlain = request.query.get('alt') === 'media' || (session !== null && error.status !== 412);
      return isPlain ? error.toTextReply() : error.toReply();
    }
  }

  #answer(request: ApiRequest, body: Buffer): Reply {
    const route = readRoute(request);
    if (route === undefined) return textReply(404, 'Not Found');
    const bucket = this.#buckets.get(route.bucket);
    if (bucket === undefined) throw new GcsRefusal(404, 'notFound', 'The specified bucket does not exist.');
    if (route.isUpload && request.method === 'POST') return this.#upload(bucket, request, body);
    if (route.object !== undefined) return onObject(bucket, route.object, request, body);
    if (request.method !== 'GET') return textReply(405, 'Method Not Allowed');
    return route.isObjects ? listReply(bucket, request.query) : bucketReply(bucket);
  }

  #upload(bucket: GcsBucket, request: ApiRequest, body: Buffer): Reply {
    const { query, headers } = request;
    const parameters = stated(query);
    const type = query.get('uploadType');
    if (type === 'resumable') {
      const sent = headers['x-upload-content-type'];
      const contentType = typeof sent === 'string' ? { contentType: sent } : {};
      const metadata = { ...contentType, ...readMetadata(body.toString()), ...parameters };
      return this.#sessions.start(bucket, metadata, request);
    }
    const contentType = headers['content-type'] ?? 'application/octet-stream';
    if (type === 'multipart') {
      const { metadata, bytes } = readMultipart(contentType, body);
      return inserted(bucket, { ...metadata, ...parameters }, bytes, query);
    }
    if (type === 'media') return inserted(bucket, { contentType, ...parameters }, body, query);
    throw new GcsRefusal(400, 'invalid', `Invalid upload type: ${type ?? 'none'}`);
  }
}

/** What an upload's query says of the object. */
function stated(query: URLSearchParams): GcsMetadata {
  const fields = ['name', 'kmsKeyName', 'contentEncoding'];
  return Object.fromEntries(fields.filter((field) => query.has(field)).map((field) => [field, query.get(field)]));
}

function inserted(bucket: GcsBucket, metadata: GcsMetadata, bytes: Buffer, query: URLSearchParams): Reply {
  return jsonReply(objectResource(bucket.name, bucket.insert(metadata, bytes, query)));
}

function onObject(bucket: GcsBucket, name: string, request: ApiRequest, body: Buffer): Reply {
  const { method, query } = request;
  switch (method) {
    case 'GET': {
      const object = bucket.find(name, query);
      return query.get('alt') === 'media'
        ? mediaReply(object, request)
        : jsonReply(objectResource(bucket.name, object));
    }
    case 'PATCH':
      return jsonReply(objectResource(bucket.name, bucket.update(name, readMetadata(body.toString()), query)));
    case 'DELETE':
      bucket.remove(name, query);
      return { status: 204, headers: {}, body: '' };
    default:
      throw noObject(bucket.name, name);
  }
}

function bucketReply({ name, options }: GcsBucket): Reply {
  const { retentionPeriod, storageClass = 'STANDARD' } = options;
  return jsonReply({
    kind: 'storage#bucket',
    id: name,
    name,
    storageClass,
    ...(retentionPeriod === undefined ? {} : { retentionPolicy: { retentionPeriod: String(retentionPeriod) } }),
  });
}
