import type { CRC32CValidator } from '@google-cloud/storage';
import { crc32c } from '@node-rs/crc32';

/** A CRC-32C that grows with the bytes, in native code; the SDK's own takes some twenty times as long. */
export class Crc32c implements CRC32CValidator {
  #state = 0;

  update(bytes: Buffer): void {
    this.#state = crc32c(bytes, this.#state);
  }

  validate(value: Buffer | string): boolean {
    return (typeof value === 'string' ? value : value.toString('base64')) === this.toString();
  }

  /** As the service writes it: four bytes, the highest first, in base64. */
  toString(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#state >>> 0);
    return bytes.toString('base64');
  }
}
