import { randomUUID } from 'node:crypto';
import type { ApiRequest } from '../server/api-request.ts';
import { jsonReply, type Reply, textReply } from '../server/reply.ts';
import { readContentRange } from './content-range.ts';
import type { GcsBucket } from './gcs-bucket.ts';
import type { Payload } from './gcs-exchange.ts';
import { type GcsMetadata, objectResource } from './gcs-object.ts';
import { GcsRefusal, invalid } from './gcs-refusal.ts';
import { UploadSession } from './upload-session.ts';

/** The resumable uploads of a server. */
export class SessionUploads {
  readonly #sessions = new Map<string, UploadSession | 'expired' | 'cancelled'>();
  /** What a session that has expired is answered with. */
  #expiredStatus: 404 | 410 = 410;

  /** Uploads that are neither complete nor given up: what a client leaves dangling. */
  get open(): number {
    return [...this.#sessions.values()].filter((session) => session instanceof UploadSession && !session.object).length;
  }

  start(bucket: GcsBucket, metadata: GcsMetadata, request: ApiRequest): Reply {
    bucket.checkInsert(metadata, request.query);
    const id = randomUUID();
    const declared = request.headers['x-upload-content-length'];
    const size = declared === undefined ? undefined : Number(declared);
    this.#sessions.set(id, new UploadSession(id, bucket, metadata, request.query, size));
    const place = new URL(request.path, `http://${request.headers.host ?? 'localhost'}`);
    for (const [key, value] of request.query) place.searchParams.append(key, value);
    place.searchParams.set('upload_id', id);
    return textReply(200, '', { location: place.href, 'x-guploader-uploadid': id });
  }

  /** Takes bytes, or tells how far the upload is. */
  put(id: string, request: ApiRequest, payload: Payload): Reply {
    const session = this.#find(id);
    if (session.object !== undefined) return complete(session);
    const { start, total = session.declared } = readContentRange(
      request.headers['content-range'],
      payload.bytes.length,
    );
    if (session.declared !== undefined && total !== session.declared)
      throw invalid('Upload size differs from the start.');
    if (start !== undefined) take(session, payload, start, total);
    if (total !== session.size) return incomplete(session);
    session.finish(statedChecksums(request));
    return complete(session);
  }

  cancel(id: string): Reply {
    this.#find(id);
    this.#sessions.set(id, 'cancelled');
    return textReply(499, '');
  }

  /** Ends all sessions that are not complete, as a week's passing does, or a fault of the service. */
  expire(status: 404 | 410): void {
    this.#expiredStatus = status;
    for (const [id, session] of this.#sessions) {
      if (session instanceof UploadSession && session.object === undefined) this.#sessions.set(id, 'expired');
    }
  }

  #find(id: string): UploadSession {
    const session = this.#sessions.get(id);
    if (session === 'cancelled') throw new GcsRefusal(499, 'cancelled', '');
    if (session === 'expired') throw new GcsRefusal(this.#expiredStatus, 'notFound', 'The upload session has expired.');
    if (session === undefined) throw new GcsRefusal(404, 'notFound', 'Invalid upload_id.');
    return session;
  }
}

function take(session: UploadSession, { bytes, isWhole }: Payload, start: number, total: number | undefined): void {
  if (start > session.size) {
    throw invalid(
      `Invalid request. According to the Content-Range header, the upload offset is ${start} byte(s), which exceeds already uploaded size of ${session.size} byte(s).`,
    );
  }
  if (start + bytes.length < session.size) return; // All of it is there already.
  if (total !== undefined && start + bytes.length > total) throw invalid('More bytes came than the upload has.');
  session.keep(bytes, start, isWhole && start + bytes.length === total);
}

/** What the client says of the whole: `x-goog-hash: crc32c=…,md5=…`. */
function statedChecksums({ headers }: ApiRequest): Pick<GcsMetadata, 'crc32c' | 'md5Hash'> {
  const stated = String(headers['x-goog-hash'] ?? '');
  const [, crc32c] = /crc32c=([^,\s]+)/.exec(stated) ?? [];
  const [, md5Hash] = /md5=([^,\s]+)/.exec(stated) ?? [];
  return { ...(crc32c === undefined ? {} : { crc32c }), ...(md5Hash === undefined ? {} : { md5Hash }) };
}

function complete({ bucket, object }: UploadSession): Reply {
  return jsonReply(object && objectResource(bucket.name, object));
}

function incomplete({ size, id }: UploadSession): Reply {
  const headers = { 'x-guploader-uploadid': id, ...(size === 0 ? {} : { range: `bytes=0-${size - 1}` }) };
  return textReply(308, '', headers);
}
