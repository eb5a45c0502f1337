import { npm } from './npm.mjs';
import { SetUpError } from './set-up-error.mjs';
import { networkSymptom } from './network-symptom.mjs';

/**
 * Asks the registry for a sign of life: an installation takes much longer to find out that there is none.
 * Any answer will do, also one that says no.
 *
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
export async function reachRegistry(options) {
  const { ok, output } = await npm(
    ['ping', '--fetch-retries=2', '--fetch-retry-mintimeout=500', '--fetch-retry-factor=2'],
    options,
  );
  const symptom = ok ? undefined : networkSymptom(output);
  if (symptom !== undefined) throw unreachableRegistry(symptom);
}

/** @param {string} symptom */
export function unreachableRegistry(symptom) {
  return new SetUpError(
    `Cannot reach the package registry (${symptom}): check the network and npm's settings registry, proxy and cafile.`,
  );
}
