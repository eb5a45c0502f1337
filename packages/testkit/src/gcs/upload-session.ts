import type { GcsBucket } from './gcs-bucket.ts';
import type { GcsMetadata, GcsObject } from './gcs-object.ts';

/** What a session keeps of a request that did not end the upload, in bytes: whole steps of this size. */
export const sessionStep = 262_144;

/** A resumable upload under way. */
export class UploadSession {
  readonly id: string;
  readonly bucket: GcsBucket;
  readonly metadata: GcsMetadata;
  /** The preconditions: they hold when the session starts, and again when it ends. */
  readonly query: URLSearchParams;
  /** The size that was declared at the start. */
  readonly declared: number | undefined;
  #pieces: Buffer[] = [];
  #size = 0;
  #object: GcsObject | undefined;

  constructor(
    id: string,
    bucket: GcsBucket,
    metadata: GcsMetadata,
    query: URLSearchParams,
    declared: number | undefined,
  ) {
    this.id = id;
    this.bucket = bucket;
    this.metadata = metadata;
    this.query = query;
    this.declared = declared;
  }

  /** Bytes kept so far. */
  get size(): number {
    return this.#size;
  }

  /** What the upload has become, once it is complete. */
  get object(): GcsObject | undefined {
    return this.#object;
  }

  /** Keeps bytes that begin at `start`; those that are there already are passed over. @param isEnd keeps them all */
  keep(bytes: Buffer, start: number, isEnd: boolean): void {
    const fresh = bytes.subarray(this.#size - start);
    const kept = isEnd ? fresh : fresh.subarray(0, fresh.length - (fresh.length % sessionStep));
    if (kept.length === 0) return;
    this.#pieces.push(kept);
    this.#size += kept.length;
  }

  /** Makes the object. @param checksums what the client says at the end that the whole has */
  finish(checksums: Pick<GcsMetadata, 'crc32c' | 'md5Hash'>): GcsObject {
    this.#object = this.bucket.insert({ ...this.metadata, ...checksums }, Buffer.concat(this.#pieces), this.query);
    this.#pieces = [];
    return this.#object;
  }
}
