import { registerHooks, type ResolveFnOutput, type ResolveHookContext } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describePackage } from './describe-package.ts';
import { nearestPackage } from './find-package.ts';
import { coreUrl } from './host-core.ts';
import type { PluginFolder } from './installed-plugin.ts';
import { isMissing, type MissingModule, rememberMissing } from './missing-module.ts';
import { isPluginName, packageOf } from './plugin-name.ts';

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** Imports a package by its name as if from inside its folder: what `import()` itself cannot be asked. */
const importFrom = 'hatchery-import-from:';

const shared = new Map<string, string>([['@hatchery/core', coreUrl]]);
const fallbackFolders = new Set<string>();
const configs = new Set<string>();
const formats = new Map<string, string>();
const imported = new Map<string, string>();
let registered = false;

/**
 * From now on, in this process: plugins and configs, ESM and CommonJS alike, are given the host's own copy of
 * shared packages; a plugin that does not fit is refused before it is read, also when a config imports it; and a
 * config may import plugins from the plugin folders.
 */
export function installModuleHooks(modules: Readonly<Record<string, string>>, folders: readonly PluginFolder[]): void {
  for (const [specifier, url] of Object.entries(modules)) shared.set(specifier, url);
  for (const folder of folders) fallbackFolders.add(folder.directory);
  if (registered) return;
  registered = true;
  registerHooks({ resolve: resolveModule });
}

/** The specifier by which `import()` loads the package that lies in `directory` by the `exports` it has. */
export function specifierFrom(name: string, directory: string): string {
  return importFrom + encodeURIComponent(JSON.stringify([name, directory]));
}

/** From now on, what the config at this URL imports counts among {@link importedModules}. */
export function watchImportsOf(url: string): void {
  configs.add(url);
}

/** From now on, Node loads the module at this URL as this format, instead of finding out. */
export function loadAs(url: string, format: string | undefined): void {
  if (format !== undefined) formats.set(url, format);
}

/** What configs have imported so far, and all plugins that anybody has: URL to specifier. */
export function importedModules(): ReadonlyMap<string, string> {
  return imported;
}

function resolveModule(specifier: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
  const url = shared.get(specifier);
  if (url !== undefined) return { url, shortCircuit: true };
  if (specifier.startsWith(importFrom)) {
    const [name, directory] = JSON.parse(decodeURIComponent(specifier.slice(importFrom.length))) as [string, string];
    return remembering({ specifier, parent: undefined }, () =>
      next(name, { ...context, parentURL: insideOf(directory) }),
    );
  }
  const format = formats.get(specifier);
  if (format !== undefined) return { url: specifier, format, shortCircuit: true };
  const about = { specifier, parent: context.parentURL };
  const isPlugin = isPluginName(packageOf(specifier));
  const resolved = remembering(about, () =>
    isPlugin ? resolvePlugin(specifier, context, next) : next(specifier, context),
  );
  if (isPlugin) refuseMisfit(packageOf(specifier), resolved.url);
  if (isPlugin || (context.parentURL !== undefined && configs.has(context.parentURL))) {
    imported.set(resolved.url, specifier);
  }
  return resolved;
}

function resolvePlugin(specifier: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
  try {
    return next(specifier, context);
  } catch (error) {
    for (const folder of fallbackFolders) {
      try {
        return next(specifier, { ...context, parentURL: insideOf(folder) });
      } catch {
        // The first error is the one that concerns the importing module.
      }
    }
    throw error;
  }
}

function refuseMisfit(name: string, url: string): void {
  if (!url.startsWith('file:')) return;
  const found = nearestPackage(dirname(fileURLToPath(url)));
  if (found?.manifest['name'] !== name) return;
  const { problem } = describePackage(name, found, 'project');
  if (problem) throw problem;
}

function remembering(about: MissingModule, resolve: () => ResolveFnOutput): ResolveFnOutput {
  try {
    return resolve();
  } catch (error) {
    if (isMissing(error)) rememberMissing(error, about);
    throw error;
  }
}

function insideOf(directory: string): string {
  return pathToFileURL(join(directory, 'package.json')).href;
}
