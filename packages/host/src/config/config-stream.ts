import { isPlainObject } from '../plain-object.ts';
import { mergeLayers } from './merge-layers.ts';
import type { ConfigPath } from './resolve-references.ts';

/** A stream with all layers merged, and where those lie in the config, the strongest first. */
export interface ConfigStream {
  readonly layers: readonly ConfigPath[];
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * The streams of a config with its defaults and an environment's overlay. The overlay is laid over the config
 * first, so what a stream says itself is stronger than any defaults.
 */
export function configStreams(config: Record<string, unknown>, environment: string | undefined): ConfigStream[] {
  const overlay = environment === undefined ? undefined : objectAt(objectAt(config, 'environments'), environment);
  const overlaid = listAt(overlay, 'streams');
  const defaults = mergeLayers(objectAt(config, 'defaults') ?? {}, objectAt(overlay, 'defaults'));
  const defaultLayers: ConfigPath[] = [
    ...(overlay && environment !== undefined ? [['environments', environment, 'defaults']] : []),
    ['defaults'],
  ];
  const overlayAt = (index: number): ConfigPath => ['environments', environment ?? '', 'streams', index];
  const byId = Map.groupBy(overlaid.keys(), (index) => overlaid[index]?.['id']);
  const known = new Set<unknown>();

  const streams = listAt(config, 'streams').flatMap((own, index) => {
    if (!own) return [];
    known.add(own['id']);
    const above = own['id'] === undefined ? [] : (byId.get(own['id']) ?? []);
    const layers = [...above.map(overlayAt).toReversed(), ['streams', index], ...defaultLayers];
    return [
      configStream(
        layers,
        defaults,
        above.reduce<unknown>((merged, at) => mergeLayers(merged, overlaid[at]), own),
      ),
    ];
  });
  const added = overlaid.flatMap((own, index) => {
    if (!own || known.has(own['id'])) return [];
    return [configStream([overlayAt(index), ...defaultLayers], defaults, own)];
  });
  return [...streams, ...added];
}

function configStream(layers: readonly ConfigPath[], defaults: unknown, own: unknown): ConfigStream {
  return { layers, value: mergeLayers(defaults, own) as Record<string, unknown> };
}

function objectAt(parent: unknown, key: string): Record<string, unknown> | undefined {
  const value = isPlainObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isPlainObject(value) ? value : undefined;
}

/** What is no object stays in as a gap: the others keep their numbers. */
function listAt(parent: unknown, key: string): (Record<string, unknown> | undefined)[] {
  const value = isPlainObject(parent) ? parent[key] : undefined;
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => (isPlainObject(item) ? item : undefined));
}
