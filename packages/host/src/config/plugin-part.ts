import type { DestinationBinding, Pipe, SourceBinding } from '@hatchery/core';
import { isPlainObject } from '../plain-object.ts';

/** What the config of a stream holds for its source or its destination. */
export type PluginPart =
  | { readonly form: 'use'; readonly use: string; readonly options: Readonly<Record<string, unknown>> }
  | { readonly form: 'binding'; readonly binding: SourceBinding | DestinationBinding }
  | { readonly form: 'function'; readonly collect: (pipe: Pipe) => Promise<void> };

/** Tells the forms apart; `undefined` for what is none of them. */
export function pluginPart(value: unknown): PluginPart | undefined {
  if (isBinding(value)) return { form: 'binding', binding: value };
  if (typeof value === 'function') {
    return 'definition' in value ? undefined : { form: 'function', collect: value as (pipe: Pipe) => Promise<void> };
  }
  if (!isPlainObject(value) || typeof value['use'] !== 'string' || value['use'] === '') return undefined;
  const { use, ...options } = value;
  return { form: 'use', use: use, options };
}

/** A data config cannot pass for one: it holds no functions. */
export function isBinding(value: unknown): value is SourceBinding | DestinationBinding {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('definition' in value)) return false;
  const { kind, definition } = value as { kind: unknown; definition: Record<string, unknown> | null };
  if (kind === 'source') return typeof definition?.['collect'] === 'function';
  return kind === 'destination' && typeof definition?.['open'] === 'function';
}
