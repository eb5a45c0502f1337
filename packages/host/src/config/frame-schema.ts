import { duration, z } from '@hatchery/core';
// Not the engine itself: a config is read far more often than streams are run.
import { nameTemplateProblem } from '@hatchery/engine/object-name';
import { isPlainObject } from '../plain-object.ts';
import { kindOf, type PluginKey } from './plugin-key.ts';
import { isBinding } from './plugin-part.ts';

const timeout = duration().refine((milliseconds) => milliseconds > 0, 'must be longer than 0');

const nameTemplate = z.string().superRefine((template, context) => {
  const problem = nameTemplateProblem(template);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `is no template of names: ${problem}` });
});

/** What a stream has besides its plugins. */
export const streamScalars = z.strictObject({
  id: z.string().min(1).max(256).optional().describe('Names the stream and its ledger.'),
  tags: z.array(z.string().min(1)).optional().describe('What `hatchery run --tag` selects by.'),
  compress: z.enum(['gzip', 'zstd', 'none']).optional().describe('How landed objects are compressed.'),
  name: nameTemplate.optional().describe('Template of object names.'),
  lookback: duration().optional().describe('How far back the first run goes.'),
  settle: duration().optional().describe('The newest part not to be asked for yet.'),
  overlap: duration().optional().describe('How much of the last window to ask for again.'),
  timeout: timeout.optional().describe("Ends the stream's part of a run."),
});

const pluginLayer = (key: PluginKey) =>
  z.unknown().superRefine((value, context) => {
    const message = wrongPlugin(value, key);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

const streamLayer = streamScalars.extend({
  source: pluginLayer('source').optional(),
  destination: pluginLayer('destination').optional(),
  ledger: pluginLayer('ledger').optional(),
});

/**
 * The frame of a config: all but the options of plugins. Each layer is checked by itself, as none needs to be
 * whole; that a stream ends up with a source and a destination is checked after merging.
 */
export const frameSchema = z.strictObject({
  $schema: z.string().optional(),
  streams: z.array(streamLayer),
  // Checked by itself, once its references are resolved.
  report: z.unknown().optional(),
  defaults: streamLayer.omit({ id: true }).nullish(),
  environments: z
    .record(
      z.string(),
      z
        .strictObject({
          report: z.unknown().optional(),
          defaults: streamLayer.omit({ id: true }).nullish(),
          streams: z.array(streamLayer.extend({ id: z.string().min(1).max(256) })).nullish(),
        })
        .nullable(),
    )
    .nullish(),
  schedule: z.record(z.string().min(1), z.string()).nullish(),
});

function wrongPlugin(value: unknown, key: PluginKey): string | undefined {
  const kind = kindOf(key);
  const wanted = `an object with "use" that names a ${kind}`;
  if (value === undefined) return undefined;
  if (isBinding(value)) return value.kind === kind ? undefined : `is a ${value.kind}; expected a ${kind}`;
  if (typeof value === 'function') {
    if ('definition' in value) return `is a plugin without options; call it: ${key}: plugin({ … })`;
    return kind === 'source' ? undefined : `is a function; expected ${wanted}`;
  }
  if (typeof value === 'string') return `is a text; expected ${wanted}: { use: ${JSON.stringify(value)} }`;
  if (!isPlainObject(value)) return `expected ${wanted}`;
  const use = value['use'];
  return use === undefined || (typeof use === 'string' && use !== '')
    ? undefined
    : '"use" must be the name of a plugin';
}
