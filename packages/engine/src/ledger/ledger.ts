import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { HatcheryError, type JsonValue, type ObjectStore, redact } from '@hatchery/core';
import { type RetryContext, withRetries } from '../retry.ts';
import { type LedgerEntry, ledgerVersion } from './ledger-entry.ts';
import { chainOf, entryName } from './ledger-names.ts';
import { parseEntry } from './parse-entry.ts';

/** So many names that are no entries may lie before the newest one. */
const strays = 1_000;

/** What {@link Ledger.append} fills in itself. */
type Linked = 'version' | 'stream' | 'sequence' | 'previous' | 'committedAt';

/**
 * One chain of entries: finds its head, adds to its end. Adding is one create-only write of the next number; of two
 * runs that try it, one wins, and the other learns of it.
 */
export class Ledger {
  readonly #store: ObjectStore;
  readonly #stream: string;
  readonly #prefix: string;
  readonly #retry: RetryContext;
  readonly #head: { entry: LedgerEntry; hash: string } | undefined;
  #tail: { sequence: number; hash: string | null };

  private constructor(
    store: ObjectStore,
    stream: string,
    prefix: string,
    retry: RetryContext,
    head?: { entry: LedgerEntry; hash: string },
  ) {
    this.#store = store;
    this.#retry = retry;
    this.#stream = stream;
    this.#prefix = prefix;
    this.#head = head;
    this.#tail = head === undefined ? { sequence: 0, hash: null } : { sequence: head.entry.sequence, hash: head.hash };
  }

  /**
   * Reads the head of a chain: one list request of one name, and one read.
   *
   * @throws HatcheryError `LEDGER_CORRUPT` if the head is not an entry of this stream
   */
  static async open(store: ObjectStore, stream: string, prefix: string, retry: RetryContext): Promise<Ledger> {
    const name = (await newest(store, prefix, 1)) ?? (await newest(store, prefix, strays));
    if (name === undefined) return new Ledger(store, stream, prefix, retry);
    const bytes = await buffer(await store.read(name));
    const entry = parseEntry(bytes, name, stream);
    if (name === entryName(prefix, entry.sequence))
      return new Ledger(store, stream, prefix, retry, { entry, hash: sha256(bytes) });
    throw new HatcheryError('LEDGER_CORRUPT', `The ledger entry ${name} says that its number is ${entry.sequence}.`, {
      context: { stream },
      hint: 'The entry was moved or altered. Restore it from a copy; nothing was collected.',
    });
  }

  /** The number that the next entry gets. */
  get next(): number {
    return this.#tail.sequence + 1;
  }

  /** The SHA-256 of the newest entry, hex; `null` if there is none. */
  get hash(): string | null {
    return this.#tail.hash;
  }

  /** The last entry when the chain was opened. */
  get head(): LedgerEntry | undefined {
    return this.#head?.entry;
  }

  /**
   * Adds an entry at the end.
   *
   * @param signal ends the attempt; by default the one the chain was opened with
   * @throws HatcheryError `STREAM_HELD` if another run added one first, `SECRET_EXPOSED` if the entry would hold a secret
   */
  async append(content: Omit<LedgerEntry, Linked>, signal = this.#retry.signal): Promise<LedgerEntry> {
    const entry: LedgerEntry = {
      version: ledgerVersion,
      stream: this.#stream,
      sequence: this.#tail.sequence + 1,
      previous: this.#tail.hash,
      committedAt: new Date().toISOString(),
      ...content,
    };
    this.#refuseSecrets(entry.checkpoint);
    const name = entryName(this.#prefix, entry.sequence);
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    parseEntry(bytes, name, this.#stream);
    const options = { contentType: 'application/json', size: bytes.length, signal };
    const create = (): Promise<unknown> =>
      this.#store.create(name, Readable.from([bytes], { objectMode: false }), options);
    try {
      await withRetries(create, { ...this.#retry, signal });
    } catch (error) {
      if (!HatcheryError.is(error) || error.code !== 'OBJECT_EXISTS') throw error;
      await this.#expectOwn(name, bytes);
    }
    this.#tail = { sequence: entry.sequence, hash: sha256(bytes) };
    return entry;
  }

  /** The write may have succeeded although its answer was lost; then the entry there is ours to the byte. */
  async #expectOwn(name: string, bytes: Buffer): Promise<void> {
    const there = await buffer(await this.#store.read(name));
    if (there.equals(bytes)) return;
    const other = parseEntry(there, name, this.#stream);
    throw new HatcheryError(
      'STREAM_HELD',
      `Another run of stream "${this.#stream}" committed at ${other.committedAt}.`,
      {
        hint: 'Nothing is lost: that run goes on with the stream. Let runs of one stream not overlap.',
        context: { stream: this.#stream, otherRun: other.run },
      },
    );
  }

  #refuseSecrets(checkpoint: JsonValue | undefined): void {
    const text = JSON.stringify(checkpoint ?? null);
    if (redact(text) === text) return;
    throw new HatcheryError('SECRET_EXPOSED', 'The checkpoint that the source commits holds a secret.', {
      hint: 'It must do without credentials: a cursor, for example, in place of a whole URL. (A very short secret may be found in it by chance.)',
      context: { stream: this.#stream },
    });
  }
}

/** The name of the newest entry among the first names of a chain: other programs may leave files of their own there. */
async function newest(store: ObjectStore, prefix: string, limit: number): Promise<string | undefined> {
  for await (const { name } of store.list(prefix, { limit })) {
    if (chainOf(name)?.prefix === prefix) return name;
  }
  return undefined;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
