import type { BoundDestination, BoundSource, Stream } from '@hatchery/engine';
import { bindPlugin, type BindContext } from './bind-plugin.ts';
import type { ConfigProblem } from './config/config-problem.ts';
import type { ConfigSource } from './config/config-source.ts';
import type { DeclaredStream } from './config/declared-stream.ts';
import type { Finding } from './config/finding.ts';
import { streamScalars } from './config/frame-schema.ts';
import { locateFinding, pathInLayers } from './config/locate-finding.ts';
import { kindOf, type PluginKey } from './config/plugin-key.ts';
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
  const settings = bindSettings(config.value, context, findings);
  const from = await bindKey('source', config.value, context, findings);
  const to = await bindKey('destination', config.value, context, findings);
  const hasLedger = config.value['ledger'] !== undefined;
  const ledger = hasLedger ? await bindKey('ledger', config.value, context, findings) : undefined;
  if (from?.kind !== 'source' || to?.kind !== 'destination') return undefined;
  if (hasLedger && ledger?.kind !== 'destination') return undefined;
  return {
    ...settings,
    id: summary.id,
    tags: summary.tags,
    source: from.bound,
    destination: pool.share(to.bound),
    ...(ledger?.kind === 'destination' ? { ledger: pool.share(ledger.bound) } : {}),
  };
}

type Bound =
  | { readonly kind: 'source'; readonly bound: BoundSource }
  | { readonly kind: 'destination'; readonly bound: BoundDestination };

/** The plugin under a key, ready to run; `undefined` if something stands in the way, which is then among the findings. */
async function bindKey(
  key: PluginKey,
  config: Readonly<Record<string, unknown>>,
  context: BindContext,
  findings: Finding[],
): Promise<Bound | undefined> {
  const result = await bindPlugin(config[key], kindOf(key), context);
  findings.push(...(result.findings ?? []).map((finding) => ({ ...finding, path: [key, ...finding.path] })));
  if (result.findings) return undefined;
  const { identity, ...plugin } = result.plugin;
  if (plugin.kind === 'source') {
    return { kind: 'source', bound: { plugin: identity, definition: plugin.definition, config: result.config } };
  }
  const { directory } = context;
  return {
    kind: 'destination',
    bound: { plugin: identity, definition: plugin.definition, config: result.config, directory },
  };
}

function bindSettings(
  {
    id: _id,
    tags: _tags,
    source: _from,
    destination: _to,
    ledger: _ledger,
    ...settings
  }: Readonly<Record<string, unknown>>,
  { resolver }: BindContext,
  findings: Finding[],
): Settings {
  const validated = validateOptions({ schema: settingsSchema, value: settings, showTexts: true }, resolver);
  // What needs no reference to be wrong is a problem of the frame, found before.
  findings.push(...(validated.findings ?? []).filter(({ path }) => hasReference(valueAt(settings, path))));
  return 'value' in validated ? (validated.value as Settings) : {};
}
