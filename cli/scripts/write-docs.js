// Writes what is generated from the commands: oclif's manifest, and docs/commands. `--check` writes nothing and
// fails if they are not what the commands now say. Needs a build.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('..', import.meta.url));
const docs = join(cli, '..', 'docs', 'commands');
const oclif = join(dirname(createRequire(import.meta.url).resolve('oclif/package.json')), 'bin', 'run.js');
const index =
  '# Commands\n\nGenerated from the commands themselves: `pnpm --filter hatchery run docs` writes it anew.\n\n<!-- commands -->\n';

// oclif removes the manifest before it writes a new one: it works on a copy, so that the tool stays whole meanwhile.
const copy = mkdtempSync(join(tmpdir(), 'hatchery-docs-'));
try {
  copyFileSync(join(cli, 'package.json'), join(copy, 'package.json'));
  cpSync(join(cli, 'dist'), join(copy, 'dist'), { recursive: true });
  symlinkSync(join(cli, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'README.md'), index);
  for (const args of [['manifest'], ['readme', '--multi', '--output-dir', '.', '--no-source-links', '--no-aliases']]) {
    execFileSync(process.execPath, [oclif, ...args], {
      cwd: copy,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
    });
  }
  finish(collect());
} finally {
  rmSync(copy, { recursive: true });
}

/** Path to text of all that was generated. */
function collect() {
  const pages = readdirSync(copy).filter((name) => name.endsWith('.md'));
  const files = new Map(pages.map((name) => [join(docs, name), tidy(readFileSync(join(copy, name), 'utf8'))]));
  return files.set(join(cli, 'oclif.manifest.json'), tidy(readFileSync(join(copy, 'oclif.manifest.json'), 'utf8')));
}

/** @param {string} text */
function tidy(text) {
  return `${text.replaceAll(/[ \t]+$/gm, '').trimEnd()}\n`;
}

/** @param {Map<string, string>} files */
function finish(files) {
  const stale = existsSync(docs)
    ? readdirSync(docs)
        .map((name) => join(docs, name))
        .filter((path) => !files.has(path))
    : [];
  const changed = [...files]
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
    .map(([path]) => path);
  if (process.argv.includes('--check')) {
    for (const path of [...changed, ...stale]) process.stderr.write(`Not current: ${path}\n`);
    if (changed.length + stale.length === 0) return;
    process.stderr.write('Run `pnpm --filter hatchery run docs`.\n');
    process.exitCode = 1;
    return;
  }
  mkdirSync(docs, { recursive: true });
  for (const path of changed) writeFileSync(path, files.get(path) ?? '');
  for (const path of stale) rmSync(path);
}
