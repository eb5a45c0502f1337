import type { Resume } from '@hatchery/core';
import type { BoundSource } from './stream.ts';

/** What the checkpoints of a source mean, with these options. */
export function resumeOf({ definition, config }: BoundSource): Resume {
  return (typeof definition.resume === 'function' ? definition.resume(config) : definition.resume) ?? 'cursor';
}
