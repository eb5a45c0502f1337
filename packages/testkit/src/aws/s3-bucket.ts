/** A checksum as S3 keeps one. */
export interface S3Checksum {
  /** In lower case, as in headers: `crc32`. */
  readonly algorithm: string;
  /** In base64; followed by the number of parts if it is `COMPOSITE`. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** An object at rest. */
export interface S3Object {
  readonly key: string;
  readonly pieces: readonly Buffer[];
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  readonly checksum?: S3Checksum;
  /** What it was told to keep: content type, encoding, metadata, storage class, encryption, lock. */
  readonly headers: Readonly<Record<string, string>>;
  readonly lastModified: Date;
}

export interface S3Part {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly checksum?: S3Checksum;
}

/** An upload in parts that is neither completed nor aborted. */
export interface S3Upload {
  readonly id: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Pick<S3Checksum, 'algorithm' | 'type'>;
  readonly parts: Map<number, S3Part>;
}

/** A bucket: what is in it, and what is about to be. */
export class S3Bucket {
  readonly name: string;
  readonly objectLock: boolean;
  readonly objects = new Map<string, S3Object>();
  readonly uploads = new Map<string, S3Upload>();
  /** Versions that a delete marker hides; only buckets with object lock have any. */
  readonly hidden: S3Object[] = [];
  /** Keys for which a conditional write is being decided. */
  readonly deciding = new Set<string>();
  #sorted: string[] | undefined;

  constructor(name: string, objectLock: boolean) {
    this.name = name;
    this.objectLock = objectLock;
  }

  put(object: S3Object): void {
    const previous = this.objects.get(object.key);
    if (previous === undefined) this.#sorted = undefined;
    else if (this.objectLock) this.hidden.push(previous);
    this.objects.set(object.key, object);
  }

  remove(key: string): void {
    const object = this.objects.get(key);
    if (object === undefined) return;
    if (this.objectLock) this.hidden.push(object);
    this.objects.delete(key);
    this.#sorted = undefined;
  }

  /** All keys, in the order of their UTF-8 bytes. */
  keys(): readonly string[] {
    this.#sorted ??= [...this.objects.keys()]
      .map((key) => Buffer.from(key))
      .sort((a, b) => Buffer.compare(a, b))
      .map((bytes) => bytes.toString());
    return this.#sorted;
  }
}
