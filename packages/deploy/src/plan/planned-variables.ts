import { HatcheryError } from '@hatchery/core';
import type { ConfigReference } from '@hatchery/host';
import type { Setting } from './deploy-plan.ts';
import { plainWord } from './plain-word.ts';

export interface PlannedVariables {
  readonly settings: readonly Setting[];
  readonly secrets: readonly string[];
}

/**
 * The environment variables that runs need: secrets by name, others with the value they have now.
 *
 * @param forced names of variables that are secrets, whatever the config tells
 * @throws HatcheryError `USAGE` for a setting that has neither a value nor a default, and for a name that platforms refuse
 */
export function plannedVariables(
  references: readonly ConfigReference[],
  forced: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): PlannedVariables {
  const read = references.filter(({ kind }) => kind === 'env').filter(({ name }) => isOurs(name));
  const isSecret = ({ name, secret }: ConfigReference): boolean => secret || forced.includes(name);
  const secrets = [...new Set([...read.filter(isSecret).map(({ name }) => name), ...forced])].sort();
  for (const name of [...read.map((each) => each.name), ...forced]) checkName(name);

  const open = read.filter((each) => !isSecret(each));
  const missing = open.filter(({ name, required }) => required && variables[name] === undefined);
  if (missing.length > 0) throw valuesMissing(missing.map(({ name }) => name));
  const settings = open.flatMap(({ name }): Setting[] => {
    const value = variables[name];
    return value === undefined ? [] : [{ name, value: plainWord(value, `The value of ${name},`) }];
  });
  return { settings, secrets };
}

/** What a platform gives to a run itself, in its own words, is not for us to set. */
function isOurs(name: string): boolean {
  return !/^(PATH|HOME|PWD|HOSTNAME|USER|TMPDIR|CLOUD_RUN_.*|JOB_COMPLETION_INDEX|AWS_(REGION|LAMBDA_.*))$/.test(name);
}

function checkName(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  throw new HatcheryError('USAGE', `The environment variable ${JSON.stringify(name)} cannot be deployed.`, {
    hint: 'Shells and platforms take letters, digits and underscores only, and no digit first. Rename it in the config.',
  });
}

function valuesMissing(names: readonly string[]): HatcheryError {
  return new HatcheryError('USAGE', `Not set: ${names.join(', ')}.`, {
    hint: 'The config asks for it, and it is no secret: its value becomes part of the deployment. Set it, give it a default in the config, or name it a secret with --secret.',
  });
}
