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
  const list = Array.isArray(bundles) ? bundles : [];
  const provenance = list.find((bundle) =>
    String(valueAt(bundle, ['predicateType'])).startsWith('https://slsa.dev/provenance/'),
  );
  if (provenance === undefined) return { found: false };
  const workflow = subjectOf(certificateIn(provenance));
  return { found: true, ...(workflow ? { workflow } : {}) };
}

function certificateIn(bundle: unknown): unknown {
  const material = ['bundle', 'verificationMaterial'];
  return (
    valueAt(bundle, [...material, 'certificate', 'rawBytes']) ??
    valueAt(bundle, [...material, 'x509CertificateChain', 'certificates', 0, 'rawBytes'])
  );
}

function subjectOf(certificate: unknown): string | undefined {
  if (typeof certificate !== 'string') return undefined;
  const { subjectAltName } = new X509Certificate(Buffer.from(certificate, 'base64'));
  return /^URI:(https:\/\/[^\s,"]+)$/.exec(subjectAltName ?? '')?.[1];
}
