import { type ErrorContext, HatcheryError } from '@hatchery/core';
import { type ContractRule, contractHint } from './contract-rules.ts';

/** Whose code it was. `plugin`: one of them, and nobody knows which. */
export type PluginRole = 'source' | 'destination' | 'plugin';

export interface ViolationDetails extends ErrorContext {
  /** The plugin's package name; needed only where the stream does not say it. */
  readonly plugin?: string;
  /** `file:line:column` in the plugin's own code. */
  readonly place?: string | undefined;
}

/** Something that a source did against the contract. `did` goes on where "The source" stops. */
export function violation(rule: ContractRule, did: string, details: ViolationDetails = {}): HatcheryError {
  return violationBy('source', rule, did, { phase: 'collect', ...details });
}

/** Something that any plugin did against the contract. */
export function violationBy(
  role: PluginRole,
  rule: ContractRule,
  did: string,
  { place, ...context }: ViolationDetails = {},
): HatcheryError {
  const who = role === 'plugin' ? 'A plugin' : `The ${role}`;
  return new HatcheryError('CONTRACT_VIOLATED', `${who} ${did}.`, {
    hint: contractHint(rule),
    context: { ...context, ...(place === undefined ? {} : { place }) },
  });
}
