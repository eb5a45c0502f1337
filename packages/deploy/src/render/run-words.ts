import type { DeployPlan } from '../plan/deploy-plan.ts';

/**
 * The words behind `hatchery` that run the streams of a tag.
 *
 * @param shared whether several tasks share the streams
 */
export function runWords(plan: DeployPlan, tag: string, shared = false): string[] {
  return [
    'run',
    // In one word: a tag may begin with a hyphen.
    `--stream-tags=${tag}`,
    ...configWords(plan),
    ...(shared ? ['--shard=auto'] : []),
    '--log-format=json',
  ];
}

/** The words that name the config and its overlay, for any command. */
export function configWords({ configFile, environment }: DeployPlan): string[] {
  return [`--config=${configFile}`, ...(environment === undefined ? [] : [`--env=${environment}`])];
}
