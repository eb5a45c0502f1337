import { resolve } from 'node:path';
import { fillIn } from './fill-in.ts';
import { gitAuthor } from './git-author.ts';
import { packageManifest } from './package-manifest.ts';
import { completeRequest, type PluginRequest } from './plugin-request.ts';
import { templateFiles } from './template-files.ts';
import { readVersions } from './versions.ts';
import { writePackage } from './write-package.ts';

/** What was written. */
export interface CreatedPlugin {
  readonly packageName: string;
  /** Absolute. */
  readonly folder: string;
  /** Relative to the folder, in order. */
  readonly files: readonly string[];
}

/**
 * Writes a complete package: a source or a destination that builds, lints and passes its tests as it is, against a local
 * server of a made-up API, to be changed into one of the real API.
 *
 * @param directory the working directory
 * @throws HatcheryError `USAGE` if the request is incomplete or wrong, or the folder is taken; nothing is written then
 */
export async function createPlugin(request: PluginRequest, directory: string): Promise<CreatedPlugin> {
  const complete = completeRequest(request);
  const { name, resume } = complete;
  const folder = resolve(directory, complete.directory ?? name.packageName.split('/').at(-1) ?? '');
  const author = oneLine(complete.author ?? (await gitAuthor(directory)));
  const template = name.kind === 'source' ? `source-${resume}` : 'destination';
  const filled = (await templateFiles(template)).map(({ path, text }) => ({ path, text: fillIn(text, name) }));
  const manifest = packageManifest({ ...complete, author }, await readVersions());
  const files = [...filled, { path: 'package.json', text: `${JSON.stringify(manifest, null, 2)}\n` }].toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  await writePackage(folder, files);
  return { packageName: name.packageName, folder, files: files.map(({ path }) => path) };
}

function oneLine(text: string | undefined): string | undefined {
  const line = text?.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}
