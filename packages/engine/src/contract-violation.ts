import { HatcheryError } from '@hatchery/core';

/** Something that a source did against the contract. */
export function violation(did: string, hint: string): HatcheryError {
  return new HatcheryError('CONTRACT_VIOLATED', `The source ${did}.`, { hint, context: { phase: 'collect' } });
}
