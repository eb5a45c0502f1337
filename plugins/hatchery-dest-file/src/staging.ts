import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { type CreateOptions, HatcheryError, type Logger } from '@hatchery/core';
import { FileSink } from './file-sink.ts';
import type { Folders } from './folders.ts';
import { stagingFolder } from './staging-folder.ts';

/**
 * How long a temporary file must have been left alone to count as one of a killed process, in milliseconds. Taking
 * one that lives does no harm but to its landing, which fails then.
 */
const abandonedAfter = 24 * 3_600_000;

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** A whole object that has no name yet. */
export interface StagedObject {
  readonly path: string;
  readonly size: number;
  readonly createdAt: Date;
}

/** The temporary files of a store. */
export class Staging {
  readonly #folder: string;
  readonly #folders: Folders;
  readonly #mode: number;
  readonly #log: Logger;

  constructor(root: string, folders: Folders, mode: number, log: Logger) {
    this.#folder = join(root, stagingFolder);
    this.#folders = folders;
    this.#mode = mode;
    this.#log = log;
  }

  /** Writes a body to its end, durably. Leaves nothing behind if it fails. */
  async write(body: Readable, options: CreateOptions): Promise<StagedObject> {
    if (options.signal.aborted) throw cancelled(options.signal);
    await this.#folders.ensure(this.#folder);
    const path = join(this.#folder, randomUUID());
    try {
      return await writeFile(path, this.#mode, body, options);
    } catch (error) {
      await this.discard(path);
      throw error;
    }
  }

  /** Removes a temporary file; one that resists is left to {@link sweep}. */
  async discard(path: string): Promise<void> {
    await unlink(path).catch((error: unknown) => this.#log.debug('Could not remove a temporary file', { path, error }));
  }

  /** Removes what killed processes left behind, as far as that is possible. */
  async sweep(): Promise<void> {
    const oldest = Date.now() - abandonedAfter;
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const path = join(this.#folder, name);
      const found = await lstat(path).catch(() => undefined);
      if (found?.isFile() !== true || found.mtimeMs > oldest) continue;
      await this.discard(path);
    }
  }
}

async function writeFile(
  path: string,
  mode: number,
  body: Readable,
  { size, signal }: CreateOptions,
): Promise<StagedObject> {
  const handle = await open(path, newFile, mode);
  try {
    await fill(handle, body, signal);
    const written = await handle.stat();
    if (size !== undefined && written.size !== size) throw wrongSize(written.size, size);
    await handle.sync();
    return { path, size: written.size, createdAt: written.mtime };
  } finally {
    await handle.close();
  }
}

async function fill(handle: FileHandle, body: Readable, signal: AbortSignal): Promise<void> {
  const sink = new FileSink(handle);
  // The sink is what is waited for, as a body may never close. It is told of all that goes wrong with the body.
  pipeline(body, sink, { signal }).catch(() => {});
  try {
    await finished(sink);
  } catch (error) {
    throw sink.failure ?? brokenBody(error, signal);
  } finally {
    await sink.idle();
  }
}

function brokenBody(error: unknown, signal: AbortSignal): HatcheryError {
  if (signal.aborted) return cancelled(signal);
  if (HatcheryError.is(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HatcheryError('DESTINATION_FAILED', `The bytes to write broke off: ${message}`, { cause: error });
}

function cancelled({ reason }: AbortSignal): HatcheryError {
  if (HatcheryError.is(reason)) return reason;
  return new HatcheryError('CANCELLED', 'The write was ended before it was done.', { cause: reason });
}

function wrongSize(came: number, expected: number): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', `${expected} bytes were to come, but ${came} came.`, {
    hint: 'The body was cut, or its size was declared wrongly; nothing of it was kept.',
  });
}
