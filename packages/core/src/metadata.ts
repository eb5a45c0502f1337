/**
 * The shape of an object's bytes, as the extension its name gets: `json` (one document), `jsonl` (one JSON
 * value a line), `yaml`, `csv`, … When not given, hatchery looks at the content type and the first bytes.
 *
 * A format that ends with `.gz`, `.zst`, `.bz2`, `.xz` or `.zip` (`jsonl.gz`) says that the bytes are compressed already: the
 * stream's `compress` then leaves them as they are.
 */
export type Format = 'json' | 'jsonl' | 'yaml' | 'csv' | 'xml' | 'txt' | 'log' | (string & {});

/** What a source says of an object; it makes up the object's name. All optional. */
export interface Metadata {
  /** The time the object stands for. @default the end of the window */
  readonly timestamp?: Date | undefined;
  /** The object's number among those with the same timestamp and slug. @default counts up from 0 in each window */
  readonly seq?: number | undefined;
  readonly format?: Format | undefined;
  /** What kind of records these are, where a source has several (`auditevents`); becomes a folder of the name. */
  readonly schemaHint?: string | undefined;
  /**
   * Tells this object from others of the same time. Give one only where the service itself names the
   * batch (a message id, say); it must be the same when the same data is collected again.
   * @default derived from the stream and the window
   */
  readonly slug?: string | undefined;
}
