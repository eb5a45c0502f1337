import { crc32 as update } from 'node:zlib';

/** A CRC-32, built up piece by piece. */
export class Crc32 {
  #value = 0;

  add(bytes: Uint8Array): this {
    this.#value = update(bytes, this.#value);
    return this;
  }

  /** In base64, as S3 writes it. */
  get base64(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes.toString('base64');
  }
}
