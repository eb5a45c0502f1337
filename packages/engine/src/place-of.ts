import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where hatchery's own code lies that plugins call and that calls them. */
const ownFolders = [import.meta.url, import.meta.resolve('@hatchery/core')].map(
  (url) => `${dirname(fileURLToPath(url))}/`,
);

/**
 * Where in a plugin's code an error was made: `file:line:column` of the innermost frame in the plugin's own package, else in
 * code that is neither hatchery's nor a dependency's.
 *
 * @param plugin its package's name
 * @param through a folder of more code that is hatchery's own
 * @returns `undefined` for what is no error or shows no such frame
 */
export function placeOf(error: unknown, plugin: string, through?: string): string | undefined {
  const own = through === undefined ? ownFolders : [...ownFolders, through];
  const places = framesOf(error).filter(({ path }) => !own.some((folder) => path.startsWith(folder)));
  const inPackage = places.find(({ path }) => path.includes(`/node_modules/${plugin}/`));
  const place = inPackage ?? places.find(({ path }) => !path.includes('/node_modules/'));
  return place === undefined ? undefined : place.path + place.position;
}

function framesOf(error: unknown): { path: string; position: string }[] {
  if (!(error instanceof Error)) return [];
  const { stack }: { stack?: unknown } = error;
  if (typeof stack !== 'string') return [];
  const frames = stack.matchAll(/^ +at (?:.*?\()?((?:file:\/\/|\/|[A-Za-z]:\\)[^)\n]*?)(:\d+:\d+)\)?$/gm);
  return [...frames].map(([, file = '', position = '']) => ({ path: toPath(file), position }));
}

function toPath(file: string): string {
  return file.startsWith('file:') && URL.canParse(file) ? fileURLToPath(file) : file;
}
