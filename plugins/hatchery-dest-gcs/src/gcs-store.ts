import type { Readable } from 'node:stream';
import { type CreateOptions, HatcheryError, type ObjectStore, type StoredObject } from '@hatchery/core';
import { explainFailure } from './explain-failure.ts';
import { failureOf } from './failure.ts';
import type { GcsClient } from './gcs-client.ts';
import { listObjects } from './list-objects.ts';
import { checkName } from './object-name.ts';
import { storedObject } from './object-resource.ts';
import { ObjectUpload } from './object-upload.ts';
import type { Options } from './options.ts';
import { readObject } from './read-object.ts';

/** Objects in one bucket, below one prefix. */
export class GcsStore implements ObjectStore {
  readonly #client: GcsClient;
  readonly #options: Options;

  constructor(client: GcsClient, options: Options) {
    this.#client = client;
    this.#options = options;
  }

  async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    // From here on a failing body is this call's failure; nobody else may be listening.
    body.on('error', () => {});
    try {
      return await this.#attempt('write', name, async (full) => {
        const upload = new ObjectUpload(this.#client, full, options, this.#options);
        return storedObject(name, await upload.run(body));
      });
    } finally {
      body.destroy();
    }
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return this.#attempt('look at', name, async (full) => {
      const found = await this.#client.find(full);
      return found && storedObject(name, found);
    });
  }

  async read(name: string): Promise<Readable> {
    const explain = (error: unknown): HatcheryError => this.#explain(error, 'read', name);
    return this.#attempt('read', name, (full) => readObject(this.#client, full, explain));
  }

  async *list(prefix: string, options: { readonly limit?: number } = {}): AsyncGenerator<StoredObject> {
    const limit = options.limit ?? Number.POSITIVE_INFINITY;
    try {
      yield* listObjects(this.#client, this.#options.prefix, prefix, limit);
    } catch (error) {
      throw explainFailure(error, `list the objects in ${this.#options.bucket}`, this.#options.bucket);
    }
  }

  async remove(name: string): Promise<void> {
    await this.#attempt('remove', name, (full) => this.#client.remove(full));
  }

  async #attempt<T>(verb: string, name: string, action: (full: string) => Promise<T>): Promise<T> {
    const full = this.#options.prefix + name;
    checkName(name);
    checkName(full);
    try {
      return await action(full);
    } catch (error) {
      throw this.#explain(error, verb, name);
    }
  }

  #explain(error: unknown, verb: string, name: string): HatcheryError {
    const which = JSON.stringify(this.#options.prefix + name);
    const { status, message } = failureOf(error);
    if (!HatcheryError.is(error) && status === 404 && /no such object/i.test(message)) {
      return new HatcheryError('DESTINATION_FAILED', `There is no object ${which} in ${this.#options.bucket}.`);
    }
    return explainFailure(error, `${verb} the object ${which}`, this.#options.bucket);
  }
}
