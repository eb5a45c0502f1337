import type { Bucket, Storage } from '@google-cloud/storage';
import { type Patience, withAttempts } from './attempts.ts';
import { failureOf } from './failure.ts';
import type { ObjectResource } from './object-resource.ts';
import type { Send } from './send-request.ts';

export interface GcsRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly data?: Buffer | string | readonly Buffer[];
  readonly signal?: AbortSignal;
  /** Milliseconds. @default the client's */
  readonly timeout?: number;
}

export interface GcsReply {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** JSON where it is some, else text. */
  readonly data: unknown;
}

export interface GcsClientParts {
  readonly storage: Storage;
  readonly bucket: Bucket;
  /** Sends a request, with credentials where there are any. */
  readonly send: Send;
  readonly patience: Patience;
  /** Milliseconds. */
  readonly requestTimeout: number;
  readonly userProject: string | undefined;
}

/** One bucket, through the SDK; uploads go by requests of their own, as those of the SDK cannot be ended or resumed well. */
export class GcsClient {
  readonly bucket: Bucket;
  readonly patience: Patience;
  readonly requestTimeout: number;
  readonly #parts: GcsClientParts;

  constructor(parts: GcsClientParts) {
    this.#parts = parts;
    this.bucket = parts.bucket;
    this.patience = parts.patience;
    this.requestTimeout = parts.requestTimeout;
  }

  /** Where objects are uploaded to. */
  uploadUrl(parameters: Readonly<Record<string, string>>): string {
    const { storage, bucket, userProject } = this.#parts;
    const url = new URL(`${storage.apiEndpoint}/upload/storage/v1/b/${encodeURIComponent(bucket.name)}/o`);
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    if (userProject !== undefined) url.searchParams.set('userProject', userProject);
    return url.href;
  }

  /** One request, tried once. Any answer but 2xx and 308 is an error. */
  send({ timeout = this.requestTimeout, signal, ...request }: GcsRequest): Promise<GcsReply> {
    const late = AbortSignal.timeout(timeout);
    return this.#parts.send({ ...request, signal: signal === undefined ? late : AbortSignal.any([signal, late]) });
  }

  /** @param name with the prefix. @returns `undefined` if there is no such object */
  async find(name: string): Promise<ObjectResource | undefined> {
    try {
      const [metadata] = await withAttempts(() => this.bucket.file(name).getMetadata(), this.patience);
      return metadata as unknown as ObjectResource;
    } catch (error) {
      const { status, message } = failureOf(error);
      if (status === 404 && !/bucket does not exist/i.test(message)) return undefined;
      throw error;
    }
  }

  /** Deletes one generation of an object, or whatever is there; no error if there is none. */
  async remove(name: string, generation?: string): Promise<void> {
    const condition = generation === undefined ? {} : { ifGenerationMatch: generation };
    try {
      await withAttempts(() => this.bucket.file(name).delete(condition), this.patience);
    } catch (error) {
      const { status, message } = failureOf(error);
      if (status !== 404 || /bucket does not exist/i.test(message)) throw error;
    }
  }
}
