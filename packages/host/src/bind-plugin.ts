import { HatcheryError } from '@hatchery/core';
import type { Finding } from './config/finding.ts';
import { pluginPart } from './config/plugin-part.ts';
import type { ReferenceResolver } from './config/reference-resolver.ts';
import { resolveReferences } from './config/resolve-references.ts';
import { validateOptions } from './config/validate-options.ts';
import { identifyDefinition, inlineIdentity } from './plugins/identify-binding.ts';
import type { PluginKind } from './plugins/installed-plugin.ts';
import { functionSource, type LoadedPlugin } from './plugins/plugin-definition.ts';
import { pluginThrew } from './plugins/plugin-errors.ts';
import type { PluginLoader } from './plugins/plugin-loader.ts';

export interface BindContext {
  readonly loader: PluginLoader;
  readonly resolver: ReferenceResolver;
  readonly directory: string;
}

/** A plugin with validated options, or what stands in the way. */
export type BoundPlugin =
  | { readonly plugin: LoadedPlugin; readonly config: unknown; readonly findings?: undefined }
  | { readonly findings: readonly Finding[] };

/** Loads the plugin that a stream names for its source or destination, and validates its options. */
export async function bindPlugin(value: unknown, kind: PluginKind, context: BindContext): Promise<BoundPlugin> {
  const part = pluginPart(value);
  // The frame says what is wrong with it.
  if (!part) return { findings: [] };
  if (part.form === 'function') {
    const plugin = { kind: 'source' as const, identity: inlineIdentity, definition: functionSource(part.collect) };
    return { plugin, config: {} };
  }
  if (part.form === 'use') return bindUse(part.use, part.options, kind, context);
  const { binding } = part;
  const identity = await identifyDefinition(binding.definition, context.directory);
  return validate(
    { kind: binding.kind, identity, definition: binding.definition } as LoadedPlugin,
    binding.config,
    context,
  );
}

async function bindUse(use: string, options: unknown, kind: PluginKind, context: BindContext): Promise<BoundPlugin> {
  const name = context.resolver.resolve(use);
  if (name.problems.length > 0) {
    return { findings: name.problems.map((problem) => ({ path: ['use'], ...problem })) };
  }
  try {
    const plugin = await context.loader.use(name.text, kind);
    return validate(plugin, options, context);
  } catch (error) {
    if (!HatcheryError.is(error)) throw error;
    const { message, hint } = error;
    return { findings: [{ path: ['use'], message, hint, error }, ...unresolved(options, context)] };
  }
}

function validate(plugin: LoadedPlugin, options: unknown, { resolver }: BindContext): BoundPlugin {
  const subject = { schema: plugin.definition.config, value: options, showTexts: false };
  try {
    const validated = validateOptions(subject, resolver);
    return 'value' in validated ? { plugin, config: validated.value } : { findings: validated.findings };
  } catch (cause) {
    const error = pluginThrew(plugin.identity.name, cause, 'config');
    return { findings: [{ path: [], message: error.message, hint: error.hint, error }] };
  }
}

/** Without its schema, this much can be told of the options all the same. */
function unresolved(options: unknown, { resolver }: BindContext): Finding[] {
  const { texts } = resolveReferences(options, resolver);
  return texts.flatMap(({ path, resolved }) => resolved.problems.map((problem) => ({ path, ...problem })));
}
