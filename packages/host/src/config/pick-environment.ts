import { HatcheryError } from '@hatchery/core';
import { didYouMean } from '../nearest.ts';
import { isPlainObject } from '../plain-object.ts';

/**
 * Checks that the environment asked for is there.
 *
 * @throws HatcheryError `ENVIRONMENT_UNKNOWN`, which names those there are
 */
export function pickEnvironment(config: unknown, environment: string | undefined): void {
  if (environment === undefined) return;
  const environments = isPlainObject(config) ? config['environments'] : undefined;
  const names = isPlainObject(environments) ? Object.keys(environments) : [];
  if (names.includes(environment)) return;
  const known = names.length === 0 ? 'The config has no `environments`' : `There are: ${names.join(', ')}`;
  throw new HatcheryError('ENVIRONMENT_UNKNOWN', `The config has no environment "${environment}". ${known}.`, {
    hint: didYouMean(environment, names) ?? 'Check --env and the variable HATCHERY_ENV.',
  });
}
