/** A place in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A config as it was read: not yet validated, references not yet resolved. */
export interface ConfigSource {
  /** `undefined` for a config given in memory. */
  readonly path: string | undefined;
  /** What relative paths in it start at. */
  readonly directory: string;
  readonly value: unknown;
  /**
   * Where a part of it is written; for a part that is missing, where its nearest parent is.
   *
   * @param target the part's key rather than its value
   */
  position(path: readonly (string | number)[], target?: 'key' | 'value'): Position | undefined;
}
