import type { SourceFactory } from '@hatchery/core';
import type { RuleId, SourceConformance } from '@hatchery/testkit';
import type { TinyServer } from '../tiny-service.ts';

/** A source with one mistake, and the rules that it breaks by it. */
export interface BrokenSource {
  readonly breaks: readonly RuleId[];
  readonly plugin: SourceFactory<never>;
  /** Whether its checks disturb each other. */
  readonly inTurns?: boolean;
  /** What is said of it differently than of the correct one. */
  readonly conformance?: Partial<SourceConformance<TinyServer>>;
}

/** By what each does wrong. */
export type BrokenSources = Readonly<Record<string, BrokenSource>>;
