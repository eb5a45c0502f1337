import type { z } from 'zod';
import type { HttpClient } from './http.ts';
import type { Logger } from './logger.ts';
import type { Pipe } from './pipe.ts';
import type { WindowPolicy } from './window.ts';

/**
 * What a source's checkpoint means to the host:
 * - `cursor`: a position in the service's log, kept from run to run (1Password, Okta polling, GitHub ascending).
 * - `window`: a position inside the window, of use only to finish it after a break; dropped when the
 *   window is covered (Slack, Twilio, Microsoft 365).
 * - `queue`: there is none: the service forgets what was acknowledged (Falcon Data Replicator). `spout`
 *   then resolves only once the object is in the ledger too.
 */
export type Resume = 'cursor' | 'window' | 'queue';

export interface CollectContext<Config> {
  /** The source's options, validated, with defaults filled in. */
  readonly config: Config;
  readonly pipe: Pipe;
}

export interface CheckContext<Config> {
  readonly config: Config;
  readonly http: HttpClient;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

export interface SourceDefinition<Schema extends z.ZodType = z.ZodType> {
  /** The options. It gives the type, the validation, the JSON Schema and the reference page. */
  readonly config: Schema;
  /** What the checkpoint means; a function where it depends on the options. @default 'cursor' */
  readonly resume?: Resume | ((config: z.output<Schema>) => Resume);
  /** How windows are cut; a function where it depends on the options. */
  readonly windows?: WindowPolicy | ((config: z.output<Schema>) => WindowPolicy);
  /**
   * Collects one window. The host calls it once for each window, never twice at once for one stream.
   * Returning means that the window is covered; throwing leaves it open, and the next run goes on at the last
   * commit. It must end soon after `pipe.signal` aborts.
   */
  collect(context: CollectContext<z.output<Schema>>): Promise<void>;
  /**
   * Proves that the credentials work, with one cheap request that collects nothing. Called by
   * `hatchery check --connect`. Throw to say no.
   */
  check?(context: CheckContext<z.output<Schema>>): Promise<void>;
}

/** A source together with its options as written, not yet validated: what a config holds. */
export interface SourceBinding {
  readonly kind: 'source';
  readonly definition: SourceDefinition;
  readonly config: unknown;
}

/** What {@link defineSource} gives: call it in a TypeScript config to bind options. */
export interface SourceFactory<Options> {
  (options: Options): SourceBinding;
  readonly kind: 'source';
  readonly definition: SourceDefinition;
}

/**
 * Defines a source; its package exports the result as default.
 *
 * @example
 * export default defineSource({
 *   config: z.strictObject({ token: secret() }),
 *   async collect({ config, pipe }) {
 *     const page = await pipe.http({ url: 'https://api.acme.example/audit', auth: { bearer: config.token } });
 *     await pipe.spout(page);
 *   },
 * });
 */
export function defineSource<Schema extends z.ZodType>(
  definition: SourceDefinition<Schema>,
): SourceFactory<z.input<Schema>> {
  const bind = (config: z.input<Schema>): SourceBinding => ({
    kind: 'source',
    definition,
    config,
  });
  return Object.assign(bind, { kind: 'source' as const, definition });
}
