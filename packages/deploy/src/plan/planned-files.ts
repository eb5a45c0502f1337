import { HatcheryError } from '@hatchery/core';
import type { ConfigReference } from '@hatchery/host';
import { posix } from 'node:path';
import type { SecretFile } from './deploy-plan.ts';
import { plainWord } from './plain-word.ts';
import { slug } from './slug.ts';

/**
 * The secret files that runs read.
 *
 * @param folder the config's folder, with `/`, from the project's folder
 * @throws HatcheryError `USAGE` for a file outside of the project that is named by a relative path
 */
export function plannedFiles(references: readonly ConfigReference[], folder: string): SecretFile[] {
  const paths = references.filter(({ kind }) => kind === 'file').map(({ name }) => placeOf(name, folder));
  return [...new Set(paths)].sort().map((path) => ({ path, key: `file-${slug(path, 50)}` }));
}

function placeOf(name: string, folder: string): string {
  const path = plainWord(name, 'The file');
  if (posix.isAbsolute(path)) return posix.normalize(path);
  const inside = posix.join(folder, path);
  if (!inside.startsWith('../')) return inside;
  throw new HatcheryError('USAGE', `The file ${JSON.stringify(name)} lies outside of the project.`, {
    hint: 'Only the project is deployed. Move the file into it, or name it by an absolute path.',
  });
}
