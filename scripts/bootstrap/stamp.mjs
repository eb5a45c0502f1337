import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The mark that a step of the set-up is done. It holds a hash of all that the step depends on, is taken
 * away before the step runs and written, in one move, after it: a step that was broken off is never taken for done.
 */
export class Stamp {
  #file;
  #hash;
  #outputs;

  /**
   * @param {string} file where the stamp is kept
   * @param {{ inputs: string[], outputs: string[] }} step texts the step depends on, and paths it leaves behind
   */
  constructor(file, { inputs, outputs }) {
    this.#file = file;
    this.#hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
    this.#outputs = outputs;
  }

  isCurrent() {
    return this.#outputs.every((path) => existsSync(path)) && this.#read() === this.#hash;
  }

  remove() {
    rmSync(this.#file, { force: true });
  }

  write() {
    mkdirSync(dirname(this.#file), { recursive: true });
    const temporary = `${this.#file}.${process.pid}`;
    writeFileSync(temporary, this.#hash);
    renameSync(temporary, this.#file);
  }

  #read() {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch {
      return undefined;
    }
  }
}
