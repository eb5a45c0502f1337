import type { ObjectStore } from '@hatchery/core';
import type { RetryContext } from '../retry.ts';
import type { Compression } from '../stream.ts';
import type { NameParts } from './object-name.ts';

/** What all landings of one window share. */
export interface LandingContext {
  readonly store: ObjectStore;
  /** The destination's package name. */
  readonly destination: string;
  readonly compression: Compression;
  readonly template: string;
  readonly retry: RetryContext;
  /** Kept beside each object, where the store can. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Names of an object are made of these, and of the format that its bytes tell. */
export type LandingParts = Omit<NameParts, 'extension' | 'revision'>;
