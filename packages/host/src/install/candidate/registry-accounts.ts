import { isPlainObject } from '../../plain-object.ts';
import type { RegistryDocument } from './registry-document.ts';
import { shownText } from './shown-text.ts';
import type { Trust } from './trust.ts';

/** Who published a version, and who may publish the next: the registry's accounts. */
export function accountsOf(
  manifest: Readonly<Record<string, unknown>>,
  document: RegistryDocument,
): Pick<Trust, 'publisher' | 'maintainers'> {
  const [publisher] = nameOf(manifest['_npmUser']);
  const own = Array.isArray(manifest['maintainers']) ? manifest['maintainers'] : [];
  const maintainers = (document.maintainers.length > 0 ? document.maintainers : own).flatMap(nameOf);
  return { ...(publisher === undefined ? {} : { publisher }), maintainers: maintainers.slice(0, 50) };
}

function nameOf(account: unknown): string[] {
  const name = isPlainObject(account) ? account['name'] : account;
  return typeof name === 'string' && name !== '' ? [shownText(name, 80)] : [];
}
