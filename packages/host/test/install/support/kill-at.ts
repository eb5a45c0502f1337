/** Loaded before anything else: ends the process with SIGKILL just before its n-th change below a folder; else says how many it made. */
import fs, { writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT, KILL_BELOW = '', KILL_COUNT } = process.env;
let steps = 0;

function step(paths: readonly unknown[]): void {
  if (!paths.some((path) => String(path).startsWith(KILL_BELOW))) return;
  steps += 1;
  if (steps === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
}

const changes = ['mkdir', 'rename', 'rm', 'symlink', 'writeFile', 'utimes', 'cp', 'chmod'] as const;

for (const holder of [promises, fs] as unknown as Record<string, (...words: unknown[]) => unknown>[]) {
  for (const name of holder === (promises as unknown) ? changes : changes.map((change) => `${change}Sync`)) {
    const original = holder[name];
    if (!original) continue;
    holder[name] = (...words) => {
      step(words.slice(0, 2));
      return original.apply(holder, words);
    };
  }
}
syncBuiltinESMExports();

if (KILL_COUNT !== undefined) process.on('exit', () => writeFileSync(KILL_COUNT, String(steps)));
