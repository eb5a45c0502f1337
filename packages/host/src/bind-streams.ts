import type { Stream } from '@hatchery/engine';
import { bindPlugin, type BindContext, type BoundPlugin } from './bind-plugin.ts';
import type { ConfigProblem } from './config/config-problem.ts';
import type { ConfigSource } from './config/config-source.ts';
import type { DeclaredStream } from './config/declared-stream.ts';
import type { Finding } from './config/finding.ts';
import { streamScalars } from './config/frame-schema.ts';
import { locateFinding, pathInLayers } from './config/locate-finding.ts';
import { hasReference } from './config/parse-references.ts';
import { validateOptions } from './config/validate-options.ts';
import { valueAt } from './plain-object.ts';
import { DestinationPool } from './share-destinations.ts';

const settingsSchema = streamScalars.omit({ id: true, tags: true });

type Settings = Pick<Stream, 'compress' | 'name' | 'lookback' | 'settle' | 'overlap' | 'timeout'>;

/** Makes declared streams ready to run, and says everything that keeps some of them from it. */
export async function bindStreams(
  declared: readonly DeclaredStream[],
  source: ConfigSource,
  context: BindContext,
): Promise<{ streams: readonly Stream[]; problems: readonly ConfigProblem[] }> {
  const pool = new DestinationPool();
  const streams: Stream[] = [];
  const problems: ConfigProblem[] = [];
  for (const stream of declared) {
    const findings: Finding[] = [];
    const bound = await bindStream(stream, context, pool, findings);
    if (bound) streams.push(bound);
    for (const finding of findings) {
      problems.push(locateFinding({ ...finding, path: pathInLayers(stream.config, finding.path, source) }, source));
    }
  }
  return { streams, problems };
}

async function bindStream(
  { summary, config }: DeclaredStream,
  context: BindContext,
  pool: DestinationPool,
  findings: Finding[],
): Promise<Stream | undefined> {
  const settings = await bindSettings(config.value, context, findings);
  const from = await bindPlugin(config.value['source'], 'source', context);
  const to = await bindPlugin(config.value['destination'], 'destination', context);
  findings.push(...below('source', from), ...below('destination', to));
  if (from.findings || to.findings || from.plugin.kind !== 'source' || to.plugin.kind !== 'destination') {
    return undefined;
  }
  const { identity, definition } = to.plugin;
  return {
    ...settings,
    id: summary.id,
    tags: summary.tags,
    source: { plugin: from.plugin.identity, definition: from.plugin.definition, config: from.config },
    destination: pool.share({ plugin: identity, definition, config: to.config, directory: context.directory }),
  };
}

async function bindSettings(
  { id: _id, tags: _tags, source: _source, destination: _destination, ...settings }: Readonly<Record<string, unknown>>,
  { resolver }: BindContext,
  findings: Finding[],
): Promise<Settings> {
  const validated = await validateOptions({ schema: settingsSchema, value: settings, showTexts: true }, resolver);
  // What needs no reference to be wrong is a problem of the frame, found before.
  findings.push(...(validated.findings ?? []).filter(({ path }) => hasReference(valueAt(settings, path))));
  return 'value' in validated ? (validated.value as Settings) : {};
}

function below(key: string, { findings }: BoundPlugin): Finding[] {
  return (findings ?? []).map((finding) => ({ ...finding, path: [key, ...finding.path] }));
}
