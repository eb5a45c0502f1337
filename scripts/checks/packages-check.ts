import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicPackages } from '../public-packages.ts';
import type { Check } from './check.ts';
import { inTurns } from './in-turns.ts';
import { runCommand } from './run-command.ts';

/** Packs every public package and looks at the tarballs, as npm would serve them, with publint and are-the-types-wrong. */
export const packagesCheck: Check = {
  name: 'packages',
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), 'hatchery-packed-'));
    try {
      const packages = publicPackages(root);
      const results = await inTurns(packages, (each) => inspect(each.folder, join(folder, each.name)));
      const failures = results.flat().filter((result) => !result.ok);
      const output = failures.map((failure) => failure.output).join('\n');
      return { passed: results.flat().length - failures.length, failed: failures.length, output };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function inspect(folder: string, destination: string): Promise<{ ok: boolean; output: string }[]> {
  const packed = await runCommand('pnpm', ['pack', '--pack-destination', destination], { cwd: folder });
  const tarball = globSync('*.tgz', { cwd: destination })[0];
  if (!packed.ok || tarball === undefined) return [{ ...packed, ok: false }];
  const path = join(destination, tarball);
  return Promise.all([
    runCommand('publint', ['run', path, '--strict'], { cwd: folder }),
    runCommand('attw', [path, '--profile', 'esm-only', '--no-emoji', '--no-color'], { cwd: folder }),
  ]);
}
