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
  const log = join(folder, 'calls');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of names) {
    const cases = Object.entries(exits).map(([text, code]) => `case "$*" in *${quoted(text)}*) exit ${code};; esac\n`);
    writeFileSync(
      join(bin, name),
      `#!/bin/sh\n{ printf '%s\\037' ${name} "$@"; printf '\\036'; } >> ${quoted(log)}\n${cases.join('')}`,
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
      const records = readFileSync(log, 'utf8').split('\u001e').slice(0, -1);
      return { code: status, stderr, calls: records.map((record) => record.split('\u001f').slice(0, -1)) };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\\''`)}'`;
}
