import { once } from 'node:events';
import { Writable } from 'node:stream';

/** A terminal of a size, that keeps what was written to it. */
export class Terminal extends Writable {
  readonly isTTY = true;
  columns = 60;
  rows = 8;
  written = '';

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.written += chunk.toString();
    this.emit('written');
    done();
  }

  /** Resolves once the text is on it. */
  async until(text: string): Promise<void> {
    while (!this.written.includes(text)) await once(this, 'written');
  }
}
