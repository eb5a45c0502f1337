import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CreateOptions, HatcheryError } from '@hatchery/core';
import { Crc32c } from './crc32c.ts';
import { cancelled, cutBody } from './cut-body.ts';
import { failureOf } from './failure.ts';
import type { GcsClient } from './gcs-client.ts';
import { newObject, uploadKey } from './new-object.ts';
import type { ObjectResource } from './object-resource.ts';
import type { Options } from './options.ts';
import { UploadSession } from './upload-session.ts';
import { uploadWhole } from './upload-whole.ts';

/** How long undoing a write that was aborted may take, in milliseconds. */
const undoTimeout = 5_000;

/** One write of one object, create-only: in one request if it is small, else in chunks. */
export class ObjectUpload {
  readonly #client: GcsClient;
  readonly #name: string;
  readonly #create: CreateOptions;
  readonly #chunkSize: number;
  readonly #object: Record<string, unknown>;
  readonly #id = randomUUID();
  readonly #checksum = new Crc32c();
  #size = 0;

  /** @param name with the prefix */
  constructor(client: GcsClient, name: string, create: CreateOptions, options: Options) {
    this.#client = client;
    this.#name = name;
    this.#create = create;
    this.#chunkSize = options.chunkSize;
    this.#object = newObject(name, this.#id, create, options);
  }

  async run(body: Readable): Promise<ObjectResource> {
    const { signal } = this.#create;
    let session: UploadSession | undefined;
    try {
      for await (const { pieces, size, isLast } of cutBody(body, this.#chunkSize, this.#create)) {
        for (const piece of pieces) this.#checksum.update(piece);
        this.#size += size;
        if (isLast) return await this.#settle(pieces, session);
        session ??= await UploadSession.start(this.#client, this.#object, signal);
        await session.send(whole(pieces));
      }
      throw new HatcheryError('DESTINATION_FAILED', 'The bytes to write have no end.');
    } catch (error) {
      await session?.cancel();
      throw this.#whyFailed(error);
    }
  }

  /** Sends the request that makes the object; if that seems to fail, looks whether it did. */
  async #settle(pieces: readonly Buffer[], session: UploadSession | undefined): Promise<ObjectResource> {
    const { signal } = this.#create;
    const crc32c = this.#checksum.toString();
    try {
      const resource = await (session === undefined
        ? uploadWhole(this.#client, this.#object, pieces, crc32c, signal)
        : session.finish(whole(pieces), { total: this.#size, crc32c }));
      return await this.#checked(resource);
    } catch (error) {
      if (signal.aborted) await Promise.race([this.#undo(), sleep(undoTimeout, undefined, { ref: false })]);
      const own = mayHaveSucceeded(error) && !signal.aborted ? await this.#findOwn() : undefined;
      if (own === undefined) throw error;
      return this.#checked(own);
    }
  }

  /** What this write has made, and no other, be its bytes the same. */
  async #findOwn(): Promise<ObjectResource | undefined> {
    const there = await this.#client.find(this.#name);
    return there?.metadata?.[uploadKey] === this.#id ? there : undefined;
  }

  /** Takes back an object that came into being although the write was aborted. */
  async #undo(): Promise<void> {
    const own = await this.#findOwn().catch(() => undefined);
    if (own !== undefined) await this.#client.remove(this.#name, own.generation).catch(() => {});
  }

  /** Compares what the service says it has with what was sent, and takes it back if they differ. */
  async #checked(resource: ObjectResource): Promise<ObjectResource> {
    if (this.#checksum.validate(resource.crc32c) && Number(resource.size) === this.#size) return resource;
    const isGone = await this.#client.remove(this.#name, resource.generation).then(
      () => true,
      () => false,
    );
    throw new HatcheryError(
      'DESTINATION_FAILED',
      `The service has other bytes of ${JSON.stringify(this.#name)} than were sent.`,
      {
        hint: isGone ? 'They were removed again.' : 'They could not be removed: do not trust that object.',
        transient: isGone,
      },
    );
  }

  #whyFailed(error: unknown): unknown {
    if (this.#create.signal.aborted) return cancelled(this.#create.signal);
    if (HatcheryError.is(error)) return error;
    const { status, message } = failureOf(error);
    if (status === 412) {
      return new HatcheryError('OBJECT_EXISTS', `There is an object ${JSON.stringify(this.#name)} already.`);
    }
    if (status === 400 && /doesn't match calculated/i.test(message)) {
      return new HatcheryError(
        'DESTINATION_FAILED',
        `The bytes of ${JSON.stringify(this.#name)} changed on their way.`,
        {
          hint: 'The service refused them. If this happens again, look for bad memory or a proxy that changes traffic.',
          transient: true,
        },
      );
    }
    return error;
  }
}

function whole(pieces: readonly Buffer[]): Buffer {
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
}

/** Whether an object may be there although the last request failed: its answer was lost, or the name was taken by a first try. */
function mayHaveSucceeded(error: unknown): boolean {
  if (HatcheryError.is(error)) return error.transient && error.context['status'] !== undefined;
  const { status, isTransient } = failureOf(error);
  return isTransient || status === 412;
}
