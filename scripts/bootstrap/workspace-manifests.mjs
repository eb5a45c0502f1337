import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folders of the workspace that have a package.json, with its text: the root and what lies at most
 * two levels below.
 *
 * @param {string} root
 */
export function workspaceManifests(root) {
  const children = (/** @type {string} */ folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name))
      .sort();
  const first = children(root);
  return [root, ...first, ...first.flatMap(children)].flatMap((folder) => {
    const text = textOf(join(folder, 'package.json'));
    return text === undefined ? [] : [{ folder, text }];
  });
}

const skipped = new Set(['node_modules', 'dist', 'toolchain']);

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
