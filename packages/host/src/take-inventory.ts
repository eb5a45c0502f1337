import type { z } from '@hatchery/core';
import { reportSchema } from '@hatchery/telemetry/report-schema';
import type { BindContext } from './bind-plugin.ts';
import type { DeclaredStream } from './config/declared-stream.ts';
import { hasReference, parseReferences } from './config/parse-references.ts';
import { kindOf, type PluginKey, pluginKeys } from './config/plugin-key.ts';
import { pluginPart } from './config/plugin-part.ts';
import { type ConfigPath, resolveReferences } from './config/resolve-references.ts';
import { isSecretAt } from './config/schema-parts.ts';
import { isPlainObject } from './plain-object.ts';
import { identifyDefinition, inlineIdentity } from './plugins/identify-binding.ts';
import type { ConfigReference, ProjectInventory, UsedPlugin } from './project-inventory.ts';
import { soundsSecret } from './sounds-secret.ts';

interface Part {
  readonly name: string;
  readonly version?: string | undefined;
  readonly schema?: z.ZodType;
  readonly options: unknown;
}

/**
 * Lists what streams and the config's `report` refer to, and the plugins that are used.
 *
 * @throws HatcheryError `PLUGIN_…` for a plugin that cannot be loaded: only its schema tells what is secret
 */
export async function takeInventory(
  declared: readonly DeclaredStream[],
  report: unknown,
  context: BindContext,
): Promise<ProjectInventory> {
  const found = referencesIn(report, (path) => isSecretAt(reportSchema, path), context);
  const plugins: UsedPlugin[] = [];
  for (const { summary, config } of declared) {
    for (const key of pluginKeys) {
      const part = await partOf(config.value[key], key, context);
      if (part === undefined) continue;
      const { name, version, schema, options } = part;
      const isSecret = (path: ConfigPath): boolean =>
        path.some((word) => typeof word === 'string' && soundsSecret(word)) ||
        (schema !== undefined && isSecretAt(schema, path));
      const texts = plainTexts(options, isSecret, context);
      plugins.push({ stream: summary.id, key, name, ...(version !== undefined && { version }), texts });
      found.push(...referencesIn(options, isSecret, context));
    }
    const settings = Object.entries(config.value).filter(([key]) => !pluginKeys.some((plugin) => plugin === key));
    found.push(...referencesIn(Object.fromEntries(settings), () => false, context));
    const uses = pluginKeys.map((key) => pluginPart(config.value[key])).filter((part) => part?.form === 'use');
    found.push(...uses.flatMap(({ use }) => referencesOf(use, false)));
  }
  return { references: merged(found), plugins };
}

async function partOf(value: unknown, key: PluginKey, context: BindContext): Promise<Part | undefined> {
  const part = pluginPart(value);
  if (part === undefined) return undefined;
  if (part.form === 'function') return { ...inlineIdentity, options: {} };
  if (part.form === 'binding') {
    const { definition, config } = part.binding;
    return { ...(await identifyDefinition(definition, context.directory)), schema: definition.config, options: config };
  }
  const { text } = context.resolver.resolve(part.use);
  const { identity, definition } = await context.loader.use(text, kindOf(key));
  return { ...identity, schema: definition.config, options: part.options };
}

function referencesIn(
  options: unknown,
  isSecret: (path: ConfigPath) => boolean,
  { resolver }: BindContext,
): ConfigReference[] {
  const { texts } = resolveReferences(options, resolver);
  return texts.flatMap(({ path, written }) => referencesOf(written, isSecret(path)));
}

function referencesOf(text: string, secret: boolean, required = true): ConfigReference[] {
  return parseReferences(text).flatMap((part): ConfigReference[] => {
    if (typeof part === 'string' || part.kind === 'bad') return [];
    if (part.kind === 'file') return [{ kind: 'file', name: part.name, secret: true, required }];
    const own = part.fallback === undefined && required;
    return [
      { kind: 'env', name: part.name, secret: secret || soundsSecret(part.name), required: own },
      // What the default refers to is needed only where there is nothing else.
      ...(part.fallback === undefined ? [] : referencesOf(part.fallback, secret, required)),
    ];
  });
}

function plainTexts(
  options: unknown,
  isSecret: (path: ConfigPath) => boolean,
  { resolver }: BindContext,
): Record<string, string> {
  if (!isPlainObject(options)) return {};
  const texts = Object.entries(options).flatMap(([key, value]): [string, string][] => {
    if (typeof value !== 'string' || isSecret([key])) return [];
    if (!hasReference(value)) return [[key, value]];
    const { text, problems } = resolver.resolve(value);
    return problems.length > 0 ? [] : [[key, text]];
  });
  return Object.fromEntries(texts);
}

function merged(found: readonly ConfigReference[]): ConfigReference[] {
  const byName = Map.groupBy(found, ({ kind, name }) => `${kind}:${name}`);
  return [...byName.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...rest]]) => {
      if (first === undefined) return [];
      const all = [first, ...rest];
      return [{ ...first, secret: all.some((one) => one.secret), required: all.some((one) => one.required) }];
    });
}
