import type { Body, HttpEvidence, Metadata, ObjectStore, StoredObject } from '@hatchery/core';
import { HatcheryError } from '@hatchery/core';
import { discard } from '../discard.ts';
import type { LedgerObject } from '../ledger/ledger-entry.ts';
import { type RetryContext, withRetries } from '../retry.ts';
import type { Compression } from '../stream.ts';
import { bodyError } from './body-error.ts';
import { compress, compressionSuffix } from './compression.ts';
import { detectFormat, mediaType } from './format.ts';
import { type Digest, digestOf, MeasuredBody } from './measured-body.ts';
import { storedDigest } from './stored-digest.ts';
import { type NameParts, objectName } from './object-name.ts';
import { isRepeatable, type OpenedBody, openBody } from './open-body.ts';

/** S3 takes 2 KiB of metadata in all. */
const longestProperty = 1_000;

/** What all landings of one window share. */
export interface LandingContext {
  readonly store: ObjectStore;
  readonly compression: Compression;
  readonly template: string;
  readonly retry: RetryContext;
  /** Kept beside each object, where the store can. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Names of an object are made of these, and of the format that its bytes tell. */
export type LandingParts = Omit<NameParts, 'extension' | 'revision'>;

export interface Landing {
  readonly object: LedgerObject;
  readonly adopted: boolean;
}

/**
 * Makes one object durable under a new name. If the name is taken, by a run that was broken off: an object with the same
 * bytes is adopted; one with other bytes is kept, and the new one lands beside it under the next revision.
 *
 * A body that can be opened again is tried again as a whole.
 */
export function land(body: Body, metadata: Metadata, parts: LandingParts, context: LandingContext): Promise<Landing> {
  if (isRepeatable(body)) return withRetries(() => landRepeatable(body, metadata, parts, context), context.retry);
  return landOnce(body, metadata, parts, context);
}

async function landRepeatable(
  body: Body,
  metadata: Metadata,
  parts: LandingParts,
  context: LandingContext,
): Promise<Landing> {
  for (let revision = 1; ; revision++) {
    const writing = await Writing.open(body, metadata, parts, context);
    const { name, stored, digest } = await writing.write(revision);
    if (stored !== undefined && digest !== undefined)
      return { object: writing.object(name, digest, stored), adopted: false };
    const mine = digest ?? (await bodyDigest(body));
    const there = await context.store.stat(name);
    if (there !== undefined && (await isEqual(context, there, mine))) {
      return { object: writing.object(name, mine, there), adopted: true };
    }
  }
}

async function bodyDigest(body: Body): Promise<Digest> {
  const opened = await openBody(body);
  try {
    return await digestOf(opened.stream);
  } catch (error) {
    throw bodyError(error, opened.request);
  } finally {
    discard(opened.stream);
  }
}

/** The bytes pass once, so what lies under the name is looked at first, and the new object lands on a free one. */
async function landOnce(
  body: Body,
  metadata: Metadata,
  parts: LandingParts,
  context: LandingContext,
): Promise<Landing> {
  const writing = await Writing.open(body, metadata, parts, context);
  const taken: StoredObject[] = [];
  for (;;) {
    const there = await context.store.stat(writing.name(taken.length + 1));
    if (there === undefined) break;
    taken.push(there);
  }
  const { name, stored, digest } = await writing.write(taken.length + 1);
  if (stored === undefined || digest === undefined) {
    throw new HatcheryError('OBJECT_EXISTS', `${name} appeared while the same object was being written.`, {
      hint: 'Another run works on this stream. A body that is a function could be tried again by itself.',
    });
  }
  for (const there of taken) {
    if (!(await isEqual(context, there, digest))) continue;
    if (context.store.remove === undefined) break;
    await context.store.remove(name);
    return { object: writing.object(there.name, digest, there), adopted: true };
  }
  return { object: writing.object(name, digest, stored), adopted: false };
}

async function isEqual({ store, compression }: LandingContext, there: StoredObject, mine: Digest): Promise<boolean> {
  if (compression === 'none' && there.size !== mine.size) return false;
  return (await storedDigest(store, there.name, compression))?.sha256 === mine.sha256;
}

function requestProperties(request: HttpEvidence | undefined): Record<string, string> {
  if (request === undefined) return {};
  const { method, url, status, fetchedAt } = request;
  return {
    'hatchery-request': `${method} ${url}`.slice(0, longestProperty),
    'hatchery-status': String(status),
    'hatchery-fetched-at': fetchedAt,
  };
}

/** One passage of a body to the store. */
class Writing {
  readonly #opened: OpenedBody;
  readonly #measured: MeasuredBody;
  readonly #parts: NameParts;
  readonly #context: LandingContext;
  readonly #contentType: string;

  private constructor(
    opened: OpenedBody,
    measured: MeasuredBody,
    metadata: Metadata,
    parts: LandingParts,
    context: LandingContext,
  ) {
    const format = metadata.format ?? detectFormat(measured.start, opened.contentType);
    this.#opened = opened;
    this.#measured = measured;
    this.#context = context;
    this.#contentType = mediaType(format);
    this.#parts = { ...parts, extension: `${format}${compressionSuffix(context.compression)}` };
  }

  static async open(body: Body, metadata: Metadata, parts: LandingParts, context: LandingContext): Promise<Writing> {
    let opened: OpenedBody | undefined;
    try {
      opened = await openBody(body);
      return new Writing(opened, await MeasuredBody.open(opened.stream), metadata, parts, context);
    } catch (error) {
      if (opened !== undefined) discard(opened.stream);
      throw bodyError(error, opened?.request);
    }
  }

  name(revision: number): string {
    return objectName(this.#context.template, { ...this.#parts, revision });
  }

  /** Writes the bytes; `stored` is missing if the name is taken, `digest` if the store did not read them all. */
  async write(revision: number): Promise<{ name: string; stored?: StoredObject; digest: Digest | undefined }> {
    const { compression, store, retry, properties } = this.#context;
    const name = this.name(revision);
    const size = compression === 'none' ? this.#opened.size : undefined;
    const output = compress(this.#measured.stream, compression);
    try {
      const stored = await store.create(name, output, {
        contentType: this.#contentType,
        ...(compression === 'none' ? {} : { contentEncoding: compression }),
        ...(size === undefined ? {} : { size }),
        metadata: { ...properties, ...requestProperties(this.#opened.request) },
        signal: retry.signal,
      });
      if (this.#measured.digest !== undefined) return { name, stored, digest: this.#measured.digest };
      throw new HatcheryError(
        'DESTINATION_FAILED',
        `The destination reported ${name} as written without reading all of it.`,
      );
    } catch (error) {
      retry.signal.throwIfAborted();
      if (this.#measured.failure !== undefined) throw bodyError(this.#measured.failure, this.#opened.request);
      if (HatcheryError.is(error) && error.code === 'OBJECT_EXISTS') return { name, digest: this.#measured.digest };
      throw error;
    } finally {
      discard(output);
      discard(this.#opened.stream);
    }
  }

  object(name: string, digest: Digest, stored: StoredObject): LedgerObject {
    const { compression } = this.#context;
    return {
      name,
      size: digest.size,
      sha256: digest.sha256,
      storedSize: stored.size,
      ...(stored.checksum === undefined ? {} : { checksum: stored.checksum }),
      ...(compression === 'none' ? {} : { compression }),
      ...(this.#opened.request === undefined ? {} : { request: this.#opened.request }),
    };
  }
}
