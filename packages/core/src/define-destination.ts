import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Logger } from './logger.ts';

/** What is known of an object in a store. */
export interface StoredObject {
  readonly name: string;
  /** Bytes, as stored. */
  readonly size: number;
  /** The store's own checksum of the stored bytes, as `algorithm:value` (`crc32c:…`, `md5:…`), where it has one. */
  readonly checksum?: string;
  /** When the store received it. */
  readonly createdAt?: Date;
}

export interface CreateOptions {
  /** MIME type, without parameters. */
  readonly contentType: string;
  /** `gzip` or `zstd`, when the stored bytes are compressed. */
  readonly contentEncoding?: string;
  /** Bytes that will come, where known. */
  readonly size?: number;
  /** Kept beside the object where the store can. Values are plain ASCII text without secrets. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Aborts the write: nothing may be left visible then. */
  readonly signal: AbortSignal;
}

/**
 * A place for whole objects under unique names. Names are relative, with `/` between parts, and already
 * made safe by the host; a store refuses what would leave it all the same.
 *
 * The host calls any method from several streams at once. Errors are thrown as {@link HatcheryError}.
 */
export interface ObjectStore {
  /**
   * Writes a new object, whole or not at all, and never over another. Resolves once it is durable.
   * The store reads `body` to its end and destroys it on failure; if `body` fails, so does `create`, and
   * nothing is visible.
   *
   * @throws HatcheryError `OBJECT_EXISTS` if the name is taken, whatever its bytes; `OBJECT_NAME_REFUSED`;
   *   `DESTINATION_FAILED` for all else
   */
  create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject>;
  /** The object, or `undefined` if there is none. */
  stat(name: string): Promise<StoredObject | undefined>;
  /** Opens the stored bytes. @throws HatcheryError `DESTINATION_FAILED` if there is no such object */
  read(name: string): Promise<Readable>;
  /**
   * Objects whose names start with `prefix`, in ascending order of the names' UTF-8 bytes; at most `limit`. Without their
   * checksums, where telling those would take a request for each object.
   */
  list(prefix: string, options?: { readonly limit?: number }): AsyncIterable<StoredObject>;
  /** Deletes an object, where the store allows that; no error if there is none. */
  remove?(name: string): Promise<void>;
  /** Called once, when the run has ended. */
  close?(): Promise<void>;
}

export interface OpenContext<Config> {
  readonly config: Config;
  /** The folder that relative paths in the options start at: the config's, or the working directory. */
  readonly directory: string;
  readonly log: Logger;
}

export interface DestinationDefinition<Schema extends z.ZodType = z.ZodType> {
  /** The options; see {@link SourceDefinition.config}. */
  readonly config: Schema;
  /** Opens the store. Called once for each set of equal options, whatever the number of streams. */
  open(context: OpenContext<z.output<Schema>>): Promise<ObjectStore>;
}

export interface DestinationBinding {
  readonly kind: 'destination';
  readonly definition: DestinationDefinition;
  readonly config: unknown;
}

export interface DestinationFactory<Options> {
  (options: Options): DestinationBinding;
  readonly kind: 'destination';
  readonly definition: DestinationDefinition;
}

/** Defines a destination for whole objects; its package exports the result as default. */
export function defineDestination<Schema extends z.ZodType>(
  definition: DestinationDefinition<Schema>,
): DestinationFactory<z.input<Schema>> {
  const bind = (config: z.input<Schema>): DestinationBinding => ({
    kind: 'destination',
    definition,
    config,
  });
  return Object.assign(bind, { kind: 'destination' as const, definition });
}
