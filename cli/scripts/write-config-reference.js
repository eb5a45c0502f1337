// Writes what is generated into docs/config.md, between its markers: the keys of a stream, and the options of this
// repository's plugins, from their schemas. `--check` writes nothing and fails if the page is not what they now say.
// Needs a build.
import { inspectPlugin, openCatalog } from '@hatchery/host';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginSection } from './plugin-section.js';
import { streamKeys } from './stream-keys.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = join(root, 'docs/config.md');

const project = mkdtempSync(join(tmpdir(), 'hatchery-reference-'));
try {
  finish(readFileSync(page, 'utf8'), await generate());
} finally {
  rmSync(project, { recursive: true });
}

/** Marker to text. */
async function generate() {
  const names = ownPlugins();
  link(names);
  const catalog = await openCatalog({ cwd: project });
  const inspections = [];
  for (const name of names) inspections.push(await inspectPlugin(catalog, name));
  const plugins = inspections.map(pluginSection).join('\n\n');
  return { 'stream keys': streamKeys(await catalog.schema()), plugins };
}

/** The plugins that are built. */
function ownPlugins() {
  const { references } = /** @type {{ references: { path: string }[] }} */ (
    JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  );
  const folders = references.map(({ path }) => path).filter((path) => path.startsWith('plugins/'));
  return folders.map((path) => path.slice('plugins/'.length)).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Sources first, as in a stream. @param {string} name */
function rank(name) {
  return name.includes('-source-') ? 0 : 1;
}

/** Makes a project that has them, whatever else there is on this machine. @param {string[]} names */
function link(names) {
  mkdirSync(join(project, 'node_modules'));
  for (const name of names) symlinkSync(join(root, 'plugins', name), join(project, 'node_modules', name), 'dir');
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, dependencies }));
}

/**
 * @param {string} text
 * @param {Record<string, string>} parts
 */
function finish(text, parts) {
  let current = text;
  for (const [marker, part] of Object.entries(parts)) {
    const [before, rest] = split(current, `<!-- ${marker} -->\n`);
    const [, after] = split(rest, `<!-- /${marker} -->`);
    current = `${before}<!-- ${marker} -->\n\n${part}\n\n<!-- /${marker} -->${after}`;
  }
  if (current === text) return;
  if (!process.argv.includes('--check')) {
    writeFileSync(page, current);
    return;
  }
  process.stderr.write(`Not current: ${page}\nRun \`pnpm --filter hatchery run docs\`.\n`);
  process.exitCode = 1;
}

/**
 * @param {string} text
 * @param {string} marker
 * @returns {[string, string]}
 */
function split(text, marker) {
  const at = text.indexOf(marker);
  if (at === -1) throw new Error(`There is no ${marker.trim()} in ${page}.`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}
