import { currentPlugin } from '@hatchery/engine/plugin-scope';
import { Console } from 'node:console';
import { Writable } from 'node:stream';

type Write = (...written: unknown[]) => boolean;

let take: (line: string) => void = () => {};
let isCaptured = false;

/**
 * Sends what a plugin prints, with `console` or to standard output by itself, to `write`, line by line: it cannot get between
 * the parts of a result, and has no secrets in it. A later call takes the place of an earlier one.
 *
 * @param write called in the scope of the plugin that prints
 */
export function captureConsole(write: (line: string) => void): void {
  take = write;
  if (isCaptured) return;
  isCaptured = true;
  const lines = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      for (const line of textOf(chunk)
        .split('\n')
        .filter((each) => each !== ''))
        take(line);
      done();
    },
  });
  globalThis.console = new Console(lines);
  captureStdout(lines);
}

/** Hatchery's own result passes. */
function captureStdout(lines: Writable): void {
  const { stdout } = process;
  const print = stdout.write.bind(stdout) as Write;
  const capture = lines.write.bind(lines) as Write;
  stdout.write = (...written: unknown[]): boolean => (currentPlugin() === undefined ? print : capture)(...written);
}

function textOf(chunk: string | Uint8Array): string {
  return typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
}
