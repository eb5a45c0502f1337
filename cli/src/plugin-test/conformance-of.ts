import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PluginPackage } from '@hatchery/host';

/**
 * What the module that `hatchery.conformance` names gives the suite; `undefined` if none is named.
 *
 * @throws Error if the module is not there or gives something else
 */
export async function conformanceOf({ manifest, plugin }: PluginPackage): Promise<object | undefined> {
  const named = (manifest['hatchery'] as { conformance?: unknown } | undefined)?.conformance;
  if (named === undefined) return undefined;
  if (typeof named !== 'string') throw new Error('`hatchery.conformance` is not the path of a module.');
  const file = join(plugin.directory ?? '.', named);
  if (!existsSync(file)) throw new Error(`${named} is not there.`);
  const { default: conformance } = (await import(pathToFileURL(file).href)) as { default?: unknown };
  const needed = plugin.kind === 'source' ? ['server', 'config', 'add', 'ids'] : ['place'];
  const missing = needed.filter(
    (key) => typeof (conformance as Record<string, unknown> | undefined)?.[key] !== 'function',
  );
  if (missing.length > 0) throw new Error(`The default export of ${named} has no ${missing.join(', no ')}.`);
  return conformance as object;
}
