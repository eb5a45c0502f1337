/**
 * Runs the example on real input: the registry's documents of hatchery's own dependencies, from the registry
 * that npm is configured with.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { npmSettings } from './bootstrap/npm-settings.mjs';
import { reachRegistry } from './bootstrap/reach-registry.mjs';
import { SetUpError } from './bootstrap/set-up-error.mjs';

const root = resolve(import.meta.dirname, '..');
const example = join(root, 'examples', 'npm-registry');
const here = { cwd: root, env: process.env };

try {
  const [settings] = await Promise.all([npmSettings(here), reachRegistry(here)]);
  process.exitCode = collect(addressOf(settings.registry), settings.variables);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The address without credentials: public documents need none, and it is written into the ledger. */
function addressOf(registry: string | undefined): string {
  const url = URL.parse(registry ?? '');
  if (url === null) throw new SetUpError("npm's setting `registry` is not an address: correct it and run this again.");
  url.username = '';
  url.password = '';
  return url.href.replace(/\/$/, '');
}

function collect(registry: string, variables: NodeJS.ProcessEnv): number {
  const before = landedFiles();
  const env = { ...process.env, ...variables, HATCHERY_EXAMPLE_REGISTRY: registry };
  const command = [join(root, 'cli', 'bin', 'hatchery.js'), 'run', '-t', 'daily', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, command, { cwd: example, env, stdio: 'inherit' });
  if (status === 0) tell(before, landedFiles());
  return status ?? 1;
}

function landedFiles(): string[] {
  return globSync('logs/**/*.gz', { cwd: example }).filter((file) => !file.startsWith(join('logs', '_hatchery')));
}

function tell(before: readonly string[], after: readonly string[]): void {
  const count = after.length - before.length;
  const news = count === 0 ? 'Nothing has changed since the last run: nothing landed' : `${count} documents landed`;
  const fresh = after.find((file) => !before.includes(file)) ?? after[0] ?? '';
  const lines = [
    '',
    `${news}; ${after.length} are in ${join('examples', 'npm-registry', 'logs')}.`,
    'Try next:',
    `  gunzip -c ${join('examples', 'npm-registry', fresh)} | head -c 300`,
    '  HATCHERY_EXAMPLE_REGISTRY=$(npm config get registry) npm run hatchery -- streams -c examples/npm-registry/hatchery.config.ts',
    '  npm start    once more: it asks only for what has changed',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
