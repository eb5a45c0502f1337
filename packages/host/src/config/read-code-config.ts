import { HatcheryError } from '@hatchery/core';
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { moduleFormatOf } from '../plugins/module-format.ts';
import { missingModuleOf } from '../plugins/missing-module.ts';
import { loadAs, watchImportsOf } from '../plugins/module-hooks.ts';
import { pluginNotInstalled } from '../plugins/plugin-errors.ts';
import { isPluginName, packageOf } from '../plugins/plugin-name.ts';
import { emptyConfig } from './empty-config.ts';
import type { ConfigContext } from './hatchery-config.ts';
import { thrownAt } from './thrown-at.ts';

/**
 * Imports a config written in TypeScript or JavaScript, as Node does it, and takes its default export.
 *
 * @throws HatcheryError `CONFIG_THREW` with the cause, whatever that is; `CONFIG_SYNTAX`; `CONFIG_EMPTY`; the error
 *   of a plugin that it imports
 */
export async function readCodeConfig(path: string, text: string, context: ConfigContext): Promise<unknown> {
  const { href } = pathToFileURL(realpathSync(path));
  watchImportsOf(href);
  loadAs(href, moduleFormatOf(path, text));
  try {
    const namespace = (await import(href)) as { default?: unknown };
    return await configValue(namespace.default, context, path);
  } catch (cause) {
    throw explain(cause, path);
  }
}

/**
 * What a config's default export stands for: itself, what it resolves to, or what it returns.
 *
 * @throws HatcheryError `CONFIG_EMPTY`; whatever a function throws
 */
export async function configValue(exported: unknown, context: ConfigContext, path?: string): Promise<unknown> {
  const called: unknown =
    typeof exported === 'function' ? (exported as (context: ConfigContext) => unknown)(context) : exported;
  const value = await called;
  if (value === undefined || value === null) throw emptyConfig(path);
  return value;
}

function explain(cause: unknown, path: string): HatcheryError {
  if (HatcheryError.is(cause)) return cause;
  const missing = missingModuleOf(cause);
  if (missing && isPluginName(packageOf(missing.specifier))) {
    return pluginNotInstalled(packageOf(missing.specifier), { cause });
  }
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const place = syntaxErrorPlace(cause, path);
  if (place) {
    return new HatcheryError('CONFIG_SYNTAX', `${place}: ${message}`, {
      hint: 'Correct the syntax; Node runs TypeScript only as far as types can be left out.',
      cause,
    });
  }
  const at = thrownAt(cause);
  const where = at === undefined ? 'while it was loaded' : `at ${at}`;
  return new HatcheryError('CONFIG_THREW', `The config ${path} threw ${where}: ${message}`, {
    hint: 'The config itself failed, not hatchery: see the cause.',
    cause,
  });
}

/**
 * Where a syntax error is: in a parser's own error the first frame is Node's, in one that code threw it is not.
 * Node puts the line before the message for some kinds of module; the file is known in any case.
 */
function syntaxErrorPlace(error: unknown, path: string): string | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const stack = error.stack ?? '';
  if (!/^\s+at .*\(node:internal\//.test(/^\s+at .*$/m.exec(stack)?.[0] ?? '')) return undefined;
  return /^(?:file:\/\/)?(\/.*:\d+)$/.exec(stack.split('\n')[0] ?? '')?.[1] ?? path;
}
