import { matchesGlob, relative, sep } from 'node:path';

/** Whether a file is among those that `files` of a `package.json` names; a folder stands for all that is in it. */
export function isPublished(file: string, directory: string, files: readonly string[]): boolean {
  const path = relative(directory, file).split(sep).join('/');
  const names = (pattern: string): boolean => {
    const clean = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
    return clean === '' || clean === '.' || matchesGlob(path, clean) || matchesGlob(path, `${clean}/**`);
  };
  const taken = files.filter((pattern) => !pattern.startsWith('!'));
  const left = files.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return taken.some(names) && !left.some(names);
}
