import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { explainFailure } from './explain-failure.ts';
import { failureOf } from './failure.ts';
import { hideCredentials } from './hide-credentials.ts';
import { listObjects } from './list-objects.ts';
import { lookUp } from './look-up.ts';
import { canBeginKey, objectKey } from './object-key.ts';
import type { Target } from './target.ts';
import { writeObject } from './write-object.ts';

/** Objects in one bucket, below a prefix. */
export class S3Store implements ObjectStore {
  readonly #target: Target;
  readonly remove?: (name: string) => Promise<void>;
  #knowsBucket = false;

  constructor(target: Target) {
    this.#target = target;
    if (!target.config.appendOnly) this.remove = (name) => this.#remove(name);
  }

  async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    // From here on a failing body is this call's failure; nobody else may be listening.
    body.on('error', () => {});
    try {
      return await this.#attempt('write', name, (key) => writeObject(this.#target, key, name, body, options));
    } finally {
      body.destroy();
    }
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return this.#attempt('look at', name, async (key) => {
      const found = await lookUp(this.#target, key, name);
      if (found === undefined) await this.#proveBucket();
      return found?.object;
    });
  }

  async read(name: string): Promise<Readable> {
    const { client, at } = this.#target;
    const body = await this.#attempt('read', name, async (key) => {
      const { Body } = await client.send(new GetObjectCommand({ ...at, Key: key })).catch((error: unknown) => {
        throw failureOf(error).code === 'NoSuchKey' ? noObject(name, error) : error;
      });
      return Body;
    });
    if (!(body instanceof Readable)) throw noObject(name);
    return Readable.from(this.#explained(body, name), { objectMode: false });
  }

  async *list(prefix: string, { limit = Infinity }: { readonly limit?: number } = {}): AsyncGenerator<StoredObject> {
    const start = this.#target.config.prefix + prefix;
    if (!canBeginKey(start)) return;
    try {
      yield* listObjects(this.#target, start, limit);
    } catch (error) {
      throw await this.#explain(error, `list the objects that start with ${JSON.stringify(prefix)}`);
    }
  }

  async close(): Promise<void> {
    this.#target.client.destroy();
  }

  async #remove(name: string): Promise<void> {
    const { client, at } = this.#target;
    await this.#attempt('remove', name, (key) => client.send(new DeleteObjectCommand({ ...at, Key: key })));
  }

  /** The answer to HEAD has no body: it says of a missing bucket what it says of a missing object. */
  async #proveBucket(): Promise<void> {
    if (this.#knowsBucket) return;
    const { client, at } = this.#target;
    try {
      await client.send(new HeadBucketCommand(at));
    } catch (error) {
      if (failureOf(error).status === 404) throw noBucket(this.#target.config.bucket, error);
    }
    this.#knowsBucket = true;
  }

  async *#explained(body: Readable, name: string): AsyncGenerator<Buffer> {
    try {
      yield* body as AsyncIterable<Buffer>;
    } catch (error) {
      throw await this.#explain(error, `read the object ${JSON.stringify(name)} to its end`);
    } finally {
      body.destroy();
    }
  }

  async #attempt<T>(verb: string, name: string, action: (key: string) => Promise<T>): Promise<T> {
    try {
      return await action(objectKey(this.#target.config.prefix, name));
    } catch (error) {
      throw await this.#explain(error, `${verb} the object ${JSON.stringify(name)}`);
    }
  }

  async #explain(error: unknown, attempt: string): Promise<HatcheryError> {
    await hideCredentials(this.#target.client, error);
    return explainFailure(error, `${attempt} in the bucket ${this.#target.config.bucket}`);
  }
}

function noObject(name: string, cause?: unknown): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', `There is no object ${JSON.stringify(name)}.`, { cause });
}

function noBucket(bucket: string, cause: unknown): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', `There is no bucket ${bucket}.`, {
    hint: 'Check the options "bucket" and "endpoint". Hatchery makes no buckets.',
    cause,
  });
}
