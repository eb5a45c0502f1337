import { X509Certificate } from 'node:crypto';
import { valueAt } from '../../plain-object.ts';

/**
 * The workflow that built a package, as the certificate of its provenance names it. What the statement itself says of it
 * was written by whoever built the package, and nobody has vouched for that.
 *
 * @param bundles the statements of the registry, verified
 * @returns `found`: whether there is a provenance among them, and not only the registry's own statement
 */
export function workflowOf(bundles: unknown): { readonly found: boolean; readonly workflow?: string } {
  const list: unknown[] = Array.isArray(bundles) ? bundles : [];
  const [certificate] = list.filter(isProvenance).map(certificateIn);
  if (certificate === undefined) return { found: false };
  const workflow = subjectOf(certificate);
  return { found: true, ...(workflow ? { workflow } : {}) };
}

/** By the statement that was signed: what the registry says of its kind was not. */
function isProvenance(attestation: unknown): boolean {
  const payload = String(valueAt(attestation, ['bundle', 'dsseEnvelope', 'payload']));
  const statement: unknown = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  return String(valueAt(statement, ['predicateType'])).startsWith('https://slsa.dev/provenance/');
}

/** `undefined` for what was signed with a key, as registries sign. */
function certificateIn(attestation: unknown): string | undefined {
  const material = ['bundle', 'verificationMaterial'];
  const bytes =
    valueAt(attestation, [...material, 'certificate', 'rawBytes']) ??
    valueAt(attestation, [...material, 'x509CertificateChain', 'certificates', 0, 'rawBytes']);
  return typeof bytes === 'string' ? bytes : undefined;
}

function subjectOf(certificate: string): string | undefined {
  const { subjectAltName } = new X509Certificate(Buffer.from(certificate, 'base64'));
  return /^URI:(https:\/\/[^\s,"]+)$/.exec(subjectAltName ?? '')?.[1];
}
