import {
  type PluginKind,
  type PluginName,
  kindInName,
  parsePluginName,
  pluginKinds,
  refuseOtherKind,
} from './plugin-name.ts';
import { type ResumeClass, resumeClassNames } from './resume-class.ts';
import { usageError } from './usage-error.ts';

/** What users say of the plugin they want; the rest is asked for, or found out. */
export interface PluginRequest {
  /** A package's name or a short one; see {@link parsePluginName}. */
  readonly name?: string | undefined;
  /** `source` or `destination`. @default what the name tells */
  readonly kind?: string | undefined;
  /** One of {@link resumeClassNames}; for sources only. */
  readonly resume?: string | undefined;
  /** `Name <address>`. @default what git knows */
  readonly author?: string | undefined;
  /** The URL of the repository, which the registry compares when a package with provenance comes. @default left open */
  readonly repository?: string | undefined;
  /** The folder to write into. @default the package's name without its scope, in the working directory */
  readonly directory?: string | undefined;
}

/** A request with all that has to be known. */
export interface CompleteRequest {
  readonly name: PluginName;
  readonly resume: ResumeClass | undefined;
  readonly author: string | undefined;
  readonly repository: string | undefined;
  readonly directory: string | undefined;
}

/** The kind that a request tells, by itself or by its name; `undefined` if it does not. */
export function requestedKind({ kind, name }: PluginRequest): PluginKind | undefined {
  if (kind === undefined) return name === undefined ? undefined : kindInName(name);
  const known = pluginKinds.find((each) => each === kind);
  if (known === undefined) throw usageError(`There is no kind ${JSON.stringify(kind)}.`, oneOf(pluginKinds));
  // Before anything is asked that would be in vain.
  if (name !== undefined) refuseOtherKind(name, known);
  return known;
}

/**
 * Checks a request.
 *
 * @throws HatcheryError `USAGE` if something is missing, all of it named, or wrong
 */
export function completeRequest(request: PluginRequest): CompleteRequest {
  const kind = requestedKind(request);
  const missing = [
    ...(request.name === undefined ? ['a name'] : []),
    ...(kind === undefined ? ['--kind'] : []),
    ...(request.resume === undefined && kind !== 'destination' ? ['--resume'] : []),
  ];
  if (request.name === undefined || kind === undefined || missing.length > 0) {
    throw usageError(
      `To write a plugin without asking, ${new Intl.ListFormat('en').format(missing)} must be given.`,
      `For a source: acme --kind source --resume ${resumeClassNames.join('|')}. For a destination: acme --kind destination.`,
    );
  }
  return {
    name: parsePluginName(request.name, kind),
    resume: resumeOf(request.resume, kind),
    author: request.author,
    repository: request.repository,
    directory: request.directory,
  };
}

function resumeOf(resume: string | undefined, kind: PluginKind): ResumeClass | undefined {
  if (resume === undefined) return undefined;
  if (kind === 'destination') throw usageError('Only sources resume: --resume does not go with a destination.');
  const known = resumeClassNames.find((each) => each === resume);
  if (known === undefined)
    throw usageError(`There is no way to resume ${JSON.stringify(resume)}.`, oneOf(resumeClassNames));
  return known;
}

function oneOf(words: readonly string[]): string {
  return `One of: ${words.join(', ')}.`;
}
