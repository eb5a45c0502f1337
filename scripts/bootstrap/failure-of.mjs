import { SetUpError } from './set-up-error.mjs';

/** What npm, pnpm and Node print when the registry cannot be reached, the most telling first. */
const symptoms = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_SOCKET_TIMEOUT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'invalid peer certificate',
  'Connection refused',
  'dns error',
  'operation timed out',
  'error sending request',
];

/**
 * The error for a step of the set-up that failed: one sentence if the network is the reason, else also all that
 * the step printed, without credentials in addresses.
 *
 * @param {string} step
 * @param {string} output
 */
export function failureOf(step, output) {
  const symptom = symptoms.find((text) => output.includes(text));
  if (symptom !== undefined) {
    return new SetUpError(
      `Cannot reach the package registry (${symptom}): check the network and npm's settings registry, proxy and cafile.`,
    );
  }
  const shown = output.trim().replace(/\/\/[^/\s@]+@/g, '//');
  return new SetUpError(`${shown}\n\nThe set-up failed at "${step}": the reason is above.`);
}
