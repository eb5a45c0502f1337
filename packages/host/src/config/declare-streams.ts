import { isPlainObject } from '../plain-object.ts';
import { inlineIdentity, identifyDefinition } from '../plugins/identify-binding.ts';
import { isPath, parsePluginName } from '../plugins/plugin-name.ts';
import { streamIds } from '../stream-id.ts';
import type { ConfigSource } from './config-source.ts';
import { configStreams, type ConfigStream } from './config-stream.ts';
import type { DeclaredStream } from './declared-stream.ts';
import { findDuplicates } from './find-duplicates.ts';
import type { Finding } from './finding.ts';
import { streamScalars } from './frame-schema.ts';
import { pathInLayers } from './locate-finding.ts';
import { hasReference } from './parse-references.ts';
import { kindOf, type PluginKey, pluginKeys } from './plugin-key.ts';
import { pluginPart } from './plugin-part.ts';
import type { ReferenceResolver } from './reference-resolver.ts';
import { validateOptions } from './validate-options.ts';

const namesSchema = streamScalars.pick({ id: true, tags: true });

interface Names {
  readonly id: string | undefined;
  readonly tags: readonly string[];
  readonly source: string;
  readonly destination: string;
  readonly ledger?: string;
}

/** Lists the streams of a config, each with an id, and what is wrong with their ids, tags and plugin names. */
export async function declareStreams(
  source: ConfigSource,
  environment: string | undefined,
  resolver: ReferenceResolver,
): Promise<{ streams: readonly DeclaredStream[]; findings: readonly Finding[] }> {
  if (!isPlainObject(source.value)) return { streams: [], findings: [] };
  const configs = configStreams(source.value, environment);
  const findings: Finding[] = [];
  const named: Names[] = [];
  for (const config of configs) {
    findings.push(...missingPlugins(config, source));
    named.push(await readNames(config, source, resolver, findings));
  }
  const ids = completeIds(named, configs);
  const streams = configs.map((config, index) => {
    const { id: _id, ...names } = named[index] ?? { tags: [], source: '', destination: '' };
    return { config, summary: { id: ids[index] ?? '', ...names } };
  });
  return { streams, findings: [...findings, ...findDuplicates(streams, source)] };
}

function missingPlugins(config: ConfigStream, source: ConfigSource): Finding[] {
  return pluginKeys.flatMap((key): Finding[] => {
    const value = config.value[key];
    if (value === undefined) {
      if (key === 'ledger') return [];
      return [{ path: pathInLayers(config, [key], source), message: 'is missing', expected: `a ${key}: { use: … }` }];
    }
    if (!isPlainObject(value) || pluginPart(value) || value['use'] !== undefined) return [];
    return [
      {
        path: [...pathInLayers(config, [key], source), 'use'],
        message: 'is missing',
        expected: `the name of a ${kindOf(key)}`,
      },
    ];
  });
}

async function readNames(
  config: ConfigStream,
  source: ConfigSource,
  resolver: ReferenceResolver,
  findings: Finding[],
): Promise<Names> {
  const { id, tags } = config.value;
  const written = { ...(id === undefined ? {} : { id }), ...(tags === undefined ? {} : { tags }) };
  const read = validateOptions({ schema: namesSchema, value: written, showTexts: true }, resolver);
  for (const finding of read.findings ?? []) {
    const isReference = hasReference(finding.path.length === 1 ? id : (tags as unknown[])[Number(finding.path[1])]);
    // All else has been found in the layer that holds it.
    if (isReference) findings.push({ ...finding, path: pathInLayers(config, finding.path, source) });
  }
  const names = 'value' in read ? (read.value as { id?: string; tags?: string[] }) : textsOf(id, tags);
  return {
    id: names.id,
    tags: names.tags ?? [],
    source: await pluginLabel(config, 'source', source.directory, resolver),
    destination: await pluginLabel(config, 'destination', source.directory, resolver),
    ...(config.value['ledger'] === undefined
      ? {}
      : { ledger: await pluginLabel(config, 'ledger', source.directory, resolver) }),
  };
}

/** As good as can be told. */
function textsOf(id: unknown, tags: unknown): { id?: string; tags: string[] } {
  const isText = (value: unknown): value is string => typeof value === 'string';
  return { ...(isText(id) ? { id } : {}), tags: Array.isArray(tags) ? tags.filter(isText) : [] };
}

async function pluginLabel(
  config: ConfigStream,
  key: PluginKey,
  directory: string,
  resolver: ReferenceResolver,
): Promise<string> {
  const part = pluginPart(config.value[key]);
  if (part === undefined) return 'unknown';
  if (part.form === 'function') return inlineIdentity.name;
  const name =
    part.form === 'use'
      ? resolver.resolve(part.use).text
      : (await identifyDefinition(part.binding.definition, directory)).name;
  return isPath(name) ? name : (parsePluginName(name)?.shortName ?? name);
}

function completeIds(named: readonly Names[], configs: readonly ConfigStream[]): string[] {
  const taken = new Set(named.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const unnamed = named.flatMap((names, index) => {
    const { source, destination } = configs[index]?.value ?? {};
    const options = [source, destination].map(optionsOf);
    return names.id === undefined ? [{ ...names, options }] : [];
  });
  const made = streamIds(unnamed, taken)[Symbol.iterator]();
  return named.map(({ id }) => id ?? made.next().value ?? '');
}

function optionsOf(value: unknown): unknown {
  const part = pluginPart(value);
  return part?.form === 'binding' ? part.binding.config : part?.form === 'use' ? part.options : undefined;
}
