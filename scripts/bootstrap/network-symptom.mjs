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
 * The sign in a program's output that the network was the reason for its failure, if there is one.
 *
 * @param {string} output
 */
export function networkSymptom(output) {
  return symptoms.find((text) => output.includes(text));
}
