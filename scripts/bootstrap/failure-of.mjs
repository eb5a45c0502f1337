import { networkSymptom } from './network-symptom.mjs';
import { unreachableRegistry } from './reach-registry.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * The error for a step of the set-up that failed: one sentence if the network is the reason, else also all that
 * the step printed, without credentials in addresses.
 *
 * @param {string} step
 * @param {string} output
 */
export function failureOf(step, output) {
  const symptom = networkSymptom(output);
  if (symptom !== undefined) return unreachableRegistry(symptom);
  const shown = output.trim().replace(/\/\/[^/\s@]+@/g, '//');
  return new SetUpError(`${shown}\n\nThe set-up failed at "${step}": the reason is above.`);
}
