import { HatcheryError, type Body, type Metadata, type StoredObject } from '@hatchery/core';
import { violationBy } from '../contract-violation.ts';
import { discard } from '../discard.ts';
import type { LedgerObject } from '../ledger/ledger-entry.ts';
import { bodyError } from './body-error.ts';
import { compress, compressionSuffix } from './compression.ts';
import { detectFormat, mediaType } from './format.ts';
import type { LandingContext, LandingParts } from './landing-context.ts';
import { type Digest, MeasuredBody } from './measured-body.ts';
import { type NameParts, objectName } from './object-name.ts';
import { objectProperties } from './object-properties.ts';
import { type OpenedBody, openBody } from './open-body.ts';

/** One passage of a body to the store. */
export class Writing {
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
      return new Writing(opened, await MeasuredBody.open(opened.stream, opened.digest), metadata, parts, context);
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
    const { compression, store, destination, retry, properties } = this.#context;
    const name = this.name(revision);
    const size = compression === 'none' ? this.#opened.size : undefined;
    const output = compress(this.#measured.stream, compression);
    try {
      const stored = await store.create(name, output, {
        contentType: this.#contentType,
        ...(compression === 'none' ? {} : { contentEncoding: compression }),
        ...(size === undefined ? {} : { size }),
        metadata: objectProperties(properties, this.#opened),
        signal: retry.signal,
      });
      if (this.#measured.digest !== undefined) return { name, stored, digest: this.#measured.digest };
      const did = `reported ${name} as written without reading all of it`;
      throw violationBy('destination', 'create-resolves-once-stored', did, { plugin: destination, phase: 'land' });
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
