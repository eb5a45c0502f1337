import { relative } from 'node:path';
import type { CreatedPlugin } from './create-plugin.ts';

/** What was written, for people, and the commands to go on with. */
export function creationText({ packageName, folder, files }: CreatedPlugin, directory: string): string {
  return [
    `Wrote ${packageName}, ${files.length} files in ${relative(directory, folder) || '.'}:`,
    ...files.map((file) => `  ${file}`),
    '',
    'Next:',
    ...nextCommands(folder, directory).map((command) => `  ${command}`),
  ].join('\n');
}

/** The commands that install, build and test it. */
export function nextCommands(folder: string, directory: string): readonly string[] {
  const path = relative(directory, folder);
  return [...(path === '' ? [] : [`cd ${quoted(path)}`]), 'npm install', 'npm test'];
}

function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
