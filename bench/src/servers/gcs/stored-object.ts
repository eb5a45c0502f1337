/** An object as the server remembers it. */
export interface StoredObject {
  readonly name: string;
  readonly size: number;
  /** Base64. */
  readonly crc32c: string;
  readonly generation: string;
  readonly timeCreated: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Of ledger entries only. */
  readonly bytes?: Buffer;
}
