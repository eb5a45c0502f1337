import type { Resume } from '@hatchery/core';
import { violation } from './contract-violation.ts';
import { describeValue } from './describe-value.ts';
import type { BoundSource } from './stream.ts';

const classes: readonly unknown[] = ['cursor', 'window', 'queue'] satisfies Resume[];

/** What the checkpoints of a source mean, with these options. @throws HatcheryError `CONTRACT_VIOLATED` */
export function resumeOf({ definition, config }: BoundSource): Resume {
  const resume = (typeof definition.resume === 'function' ? definition.resume(config) : definition.resume) ?? 'cursor';
  if (classes.includes(resume)) return resume;
  throw violation('resume-is-one-of-three', `says that it resumes as ${describeValue(resume)}`);
}
