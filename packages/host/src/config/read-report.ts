import type { ReportSettings } from '@hatchery/telemetry';
import { isPlainObject, valueAt } from '../plain-object.ts';
import type { ConfigSource } from './config-source.ts';
import type { Finding } from './finding.ts';
import { pathInLayers } from './locate-finding.ts';
import { mergeLayers } from './merge-layers.ts';
import type { ReferenceResolver } from './reference-resolver.ts';
import type { ConfigPath } from './resolve-references.ts';
import { validateOptions } from './validate-options.ts';

export interface ReadReport {
  /** All layers merged, references not yet resolved. */
  readonly written: unknown;
  /** `undefined` if the config says nothing, or something wrong. */
  readonly settings: ReportSettings | undefined;
  readonly findings: readonly Finding[];
}

/** Who is to be told how a run went: the config's `report`, with an environment's laid over it. */
export async function readReport(
  source: ConfigSource,
  environment: string | undefined,
  resolver: ReferenceResolver,
): Promise<ReadReport> {
  const layers: ConfigPath[] = [
    ...(environment === undefined ? [] : [['environments', environment, 'report']]),
    ['report'],
  ];
  const value = layers
    .toReversed()
    .map((path) => valueAt(source.value, path) ?? undefined)
    .reduce<unknown>((lower, upper) => mergeLayers(lower, upper), undefined);
  if (value === undefined) return { written: value, settings: undefined, findings: [] };
  if (!isPlainObject(value)) {
    const wrong = { path: layers.at(-1) ?? [], message: 'is no object', expected: 'webhook, heartbeat or otlp in it' };
    return { written: value, settings: undefined, findings: [wrong] };
  }
  // Most configs say nothing, and making a schema takes as long as reading them.
  const { reportSchema } = await import('@hatchery/telemetry/report-schema');
  const read = validateOptions({ schema: reportSchema, value, showTexts: false }, resolver);
  if (read.findings === undefined) return { written: value, settings: read.value as ReportSettings, findings: [] };
  const place = { layers, value };
  const findings = read.findings.map((finding) => ({ ...finding, path: pathInLayers(place, finding.path, source) }));
  return { written: value, settings: undefined, findings };
}
