import { HatcheryError } from '@hatchery/core';
import pacote from 'pacote';
import { isPlainObject, valueAt } from '../../plain-object.ts';
import type { NpmSettings } from './npm-settings.ts';
import { pinnedDocument } from './pinned-document.ts';
import type { RegistryDocument } from './registry-document.ts';
import { codeOf, registryFailed } from './registry-failed.ts';
import { readRegistryKeys, type RegistryKey } from './registry-keys.ts';
import type { Registry } from './registry.ts';
import { shownText } from './shown-text.ts';
import type { Provenance, Trust, Verification } from './trust.ts';
import { workflowOf } from './workflow-of.ts';

type Keys = RegistryKey[] | 'not offered' | 'unreadable';

export interface ProofQuestion {
  readonly registry: Registry;
  readonly document: RegistryDocument;
  readonly version: string;
  readonly npm: NpmSettings;
}

/**
 * Verifies what a registry offers to vouch for a version: its own signature over name, version and hash, and the statements
 * of the build. The hash in the document is what they vouch for, so the tarball has to be compared with it.
 *
 * @throws HatcheryError `PLUGIN_SIGNATURE` if one is there and wrong, `REGISTRY_FAILED` if the registry does not answer
 */
export async function verifyProofs(question: ProofQuestion): Promise<Pick<Trust, 'signature' | 'provenance'>> {
  const keys = await readRegistryKeys(question.registry);
  return { signature: await verifySignature(question, keys), provenance: await verifyProvenance(question, keys) };
}

async function verifySignature(question: ProofQuestion, keys: Keys): Promise<Verification> {
  const { signatures } = distOf(question);
  const isSigned = Array.isArray(signatures) && signatures.length > 0;
  if (keys === 'unreadable') return isSigned ? 'unchecked' : 'not offered';
  // What a mirror hands on without the keys of the registry that signed it.
  if (keys === 'not offered') return keys;
  if (!isSigned) return 'absent';
  await manifest(question, keys, 'verifySignatures').catch((error: unknown) => {
    throw isWrong(error)
      ? proofWrong(question, 'signature', error)
      : registryFailed('the check of its signature', error);
  });
  return 'verified';
}

async function verifyProvenance(question: ProofQuestion, keys: Keys): Promise<Provenance> {
  const { attestations } = distOf(question);
  if (!isPlainObject(attestations)) return { state: Array.isArray(keys) ? 'absent' : 'not offered' };
  try {
    const verified = await manifest(question, Array.isArray(keys) ? keys : [], 'verifyAttestations');
    const built = workflowOf(valueAt(verified, ['_attestationBundles']));
    return built.found
      ? { state: 'verified', ...(built.workflow ? { workflow: built.workflow } : {}) }
      : { state: 'absent' };
  } catch (error) {
    if (cannotBeChecked(error, keys)) return { state: 'unchecked' };
    if (isWrong(error)) throw proofWrong(question, 'provenance', error);
    throw registryFailed('the check of its provenance', error);
  }
}

async function manifest(
  { registry, document, version, npm }: ProofQuestion,
  keys: RegistryKey[],
  check: 'verifySignatures' | 'verifyAttestations',
): Promise<unknown> {
  const { host, pathname } = new URL(registry.url);
  return pacote.manifest(`${document.name}@${version}`, {
    ...npm.options,
    ...pinnedDocument(document, version),
    [check]: true,
    [`//${host}${pathname}:_keys`]: keys.length > 0 ? keys : undefined,
  });
}

/** The root of trust or the statement itself is out of reach: on a network of its own, say, or behind a mirror. */
function cannotBeChecked(error: unknown, keys: Keys): boolean {
  const code = codeOf(error);
  if (code === 'EMISSINGSIGNATUREKEY') return !Array.isArray(keys);
  if (code === 'EATTESTATIONVERIFY')
    return /: error (?:refreshing TUF metadata|downloading target \S+)$/.test(messageOf(error));
  return code === 'E404' || code === 'ENOTCACHED';
}

/** Only what was asked of the network can fail otherwise. */
function isWrong(error: unknown): boolean {
  const code = codeOf(error);
  const isOfChecks = /^E(?:MISSINGSIGNATUREKEY|EXPIREDSIGNATUREKEY|INTEGRITYSIGNATURE|ATTESTATION\w+)$/.test(
    code ?? '',
  );
  // Malformed keys, signatures and statements end in errors of JavaScript or of OpenSSL.
  return (
    isOfChecks || error instanceof TypeError || error instanceof SyntaxError || (code ?? '').startsWith('ERR_OSSL')
  );
}

function distOf({ document, version }: ProofQuestion): Record<string, unknown> {
  const dist = document.versions.get(version)?.['dist'];
  return isPlainObject(dist) ? dist : {};
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function proofWrong({ document, version }: ProofQuestion, what: string, error: unknown): HatcheryError {
  const said = shownText(messageOf(error));
  return new HatcheryError('PLUGIN_SIGNATURE', `The ${what} of ${document.name} ${version} is wrong: ${said}.`, {
    hint: 'Do not use it. Compare with another network; if it stays so, tell the registry and the author.',
    cause: new Error(said),
    context: { plugin: document.name, phase: 'install' },
  });
}
