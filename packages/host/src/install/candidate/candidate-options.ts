import type { PluginKind } from '../../plugins/installed-plugin.ts';
import type { NpmSettings } from './npm-settings.ts';

export interface CandidateOptions {
  /** The folder that relative paths start from. */
  readonly directory: string;
  readonly npm: NpmSettings;
  readonly coreVersion: string;
  readonly nodeVersion: string;
  /** Which of the two a short name means, where a source and a destination share it. */
  readonly kind?: PluginKind | undefined;
  /** How old a version from a registry must be, in milliseconds. @default 0 */
  readonly minimumAge?: number | undefined;
  /** Kinds of requests that are refused otherwise: nobody but the server vouches for what they bring. @default none */
  readonly allow?: readonly ('git' | 'url')[] | undefined;
  /** Names of plugins that are known to be meant: those installed. The official ones need not be named. */
  readonly known: readonly string[];
  readonly signal?: AbortSignal | undefined;
}
