import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with programs that only write down what they were called with. */
export interface StubTools extends Disposable {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Runs a shell's command in the folder; gives the words of each call of a stub back, the program's name first. */
  run(
    shell: 'bash' | 'sh',
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): { code: number | null; stderr: string; calls: string[][] };
}

/**
 * @param exits what stubs exit with where their words hold this text; 0 otherwise
 */
export function stubTools(names: readonly string[], exits: Readonly<Record<string, number>> = {}): StubTools {
  const folder = mkdtempSync(join(tmpdir(), 'hatchery-deploy-'));
  const log = join(folder, 'calls.jsonl');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of names) {
    writeFileSync(
      join(bin, name),
      `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const words = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify([${JSON.stringify(name)}, ...words]) + '\\n');
const exit = Object.entries(${JSON.stringify(exits)}).find(([text]) => words.join(' ').includes(text));
process.exit(exit ? exit[1] : 0);
`,
    );
    chmodSync(join(bin, name), 0o755);
  }
  return {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    run(shell, args, env = {}) {
      writeFileSync(log, '');
      const { status, stderr } = spawnSync(shell, args, {
        cwd: folder,
        env: { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, ...env },
        encoding: 'utf8',
      });
      const lines = readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
      return { code: status, stderr, calls: lines.map((line) => JSON.parse(line) as string[]) };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
