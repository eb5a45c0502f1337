import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import {
  type CreateOptions,
  HatcheryError,
  itemsAt,
  type ObjectStore,
  type StoredObject,
  valueAt,
} from '@hatchery/core';
import { checkName, longestName } from './check-name.ts';
import { exactSize } from './exact-size.ts';
import type { StorageClient } from './storage-client.ts';
import { storedObject } from './stored-object.ts';

/** How many objects one answer lists. */
const pageSize = 1000;

/** Objects in a bucket. */
export class HttpStore implements ObjectStore {
  readonly #client: StorageClient;

  constructor(client: StorageClient) {
    this.#client = client;
  }

  async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    // From here on a failing body is this call's failure; nobody else may be listening.
    body.on('error', () => {});
    try {
      checkName(name);
      const response = await this.#client.send({
        method: 'PUT',
        path: objectPath(name),
        headers: headersOf(options),
        // In chunks of no declared length: a body that breaks off then never looks whole to the service.
        body: exactSize(body, options.size),
        signal: options.signal,
        accept: [412],
      });
      if (response.statusCode !== 412) return storedObject(await jsonOf(response));
      response.resume();
      throw new HatcheryError('OBJECT_EXISTS', `There is an object ${JSON.stringify(name)} already.`);
    } finally {
      body.destroy();
    }
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    const found = await this.#get(name, 'properties/');
    return found && storedObject(await jsonOf(found));
  }

  async read(name: string): Promise<Readable> {
    const found = await this.#get(name, 'objects/');
    if (found === undefined)
      throw new HatcheryError('DESTINATION_FAILED', `There is no object ${JSON.stringify(name)}.`);
    // An answer of node:http is not destroyed when its reader leaves early, and would hold the connection.
    return pipeline(found, new PassThrough(), () => {});
  }

  async *list(prefix: string, { limit = Infinity }: { readonly limit?: number } = {}): AsyncGenerator<StoredObject> {
    if (Buffer.byteLength(prefix) > longestName) return;
    let left = limit;
    let after = '';
    while (left > 0) {
      const query = { prefix, after, limit: Math.min(left, pageSize) };
      const page = await jsonOf(await this.#client.send({ method: 'GET', path: 'objects', query }));
      const objects = itemsAt(page, 'objects').map((item) => storedObject(item));
      yield* objects;
      left -= objects.length;
      after = objects.at(-1)?.name ?? after;
      if (objects.length === 0 || valueAt(page, 'more') !== true) return;
    }
  }

  async remove(name: string): Promise<void> {
    checkName(name);
    const response = await this.#client.send({ method: 'DELETE', path: objectPath(name), accept: [404] });
    response.resume();
  }

  async close(): Promise<void> {
    this.#client.close();
  }

  async #get(name: string, folder: string): Promise<IncomingMessage | undefined> {
    checkName(name);
    const response = await this.#client.send({ method: 'GET', path: objectPath(name, folder), accept: [404] });
    if (response.statusCode !== 404) return response;
    response.resume();
    return undefined;
  }
}

function objectPath(name: string, folder = 'objects/'): string {
  return folder + name.split('/').map(encodeURIComponent).join('/');
}

function headersOf({ contentType, contentEncoding, metadata = {} }: CreateOptions): Record<string, string> {
  return {
    // The promise that hatchery rests on: nothing is written over, whoever else is at work.
    'if-none-match': '*',
    'content-type': contentType,
    ...(contentEncoding !== undefined && { 'content-encoding': contentEncoding }),
    ...Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-meta-${key}`, value])),
  };
}

async function jsonOf(response: IncomingMessage): Promise<unknown> {
  try {
    return await json(response);
  } catch (cause) {
    throw new HatcheryError('DESTINATION_FAILED', 'The answer of Acme Cloud broke off, or is no JSON.', {
      cause,
      transient: true,
    });
  }
}
