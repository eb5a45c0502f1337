import type { PluginKind } from '../../plugins/installed-plugin.ts';
import type { ProjectWarning } from '../../project-warning.ts';
import type { Trust } from './trust.ts';

/** Where a plugin to be installed comes from. */
export type CandidateSource = 'registry' | 'tarball' | 'folder' | 'git' | 'url';

/** A newer version of the plugin than the one that was chosen. */
export interface PassedOver {
  readonly version: string;
  /** Why it was not taken, to go on after "because": `it asks for @hatchery/core ^2.0.0`. */
  readonly reason: string;
}

/** One version of one plugin, chosen and judged; nothing of it is on disk but in npm's cache. */
export interface Candidate {
  /** What was asked for, as it was typed. */
  readonly request: string;
  /** The package's name. */
  readonly name: string;
  readonly version: string;
  readonly kind: PluginKind;
  readonly source: CandidateSource;
  /** What npm's libraries are to install: `name@1.2.3`, `file:/folder/x-1.0.0.tgz`, `git+https://…#<commit>`. */
  readonly spec: string;
  /** Hashes of the tarball, as npm writes them (`sha512-…`); a folder has none, nor has git. */
  readonly integrity?: string;
  /** From a registry: the version that its tag `latest` names. */
  readonly latest?: string;
  /** Newer versions that were not taken, and why; the newest first. Prereleases nobody asked for are not named. */
  readonly passedOver: readonly PassedOver[];
  readonly trust: Trust;
  /** What should give pause and stops nothing. */
  readonly warnings: readonly ProjectWarning[];
}
