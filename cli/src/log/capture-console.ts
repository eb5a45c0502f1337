import { Console } from 'node:console';
import { Writable } from 'node:stream';

/**
 * Sends what a plugin prints with `console` to `write`, line by line, so that it cannot get between the parts of
 * a result on standard output, and has no secrets in it.
 */
export function captureConsole(write: (line: string) => void): void {
  const lines = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      for (const line of chunk.split('\n').filter((each) => each !== '')) write(line);
      done();
    },
  });
  globalThis.console = new Console(lines);
}
