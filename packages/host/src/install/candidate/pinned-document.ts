import type { RegistryDocument } from './registry-document.ts';

/**
 * Options that have pacote look at the very document that a version was chosen from, whatever the registry would answer now.
 */
export function pinnedDocument(
  { name, versions, times }: RegistryDocument,
  version: string,
): Readonly<Record<string, unknown>> {
  const document = {
    name,
    // A copy: pacote writes into it.
    versions: { [version]: structuredClone(versions.get(version)) },
    time: { [version]: times?.get(version) },
  };
  return {
    // It applies to the choice, which is made.
    before: null,
    fullMetadata: true,
    packumentCache: { has: () => true, get: () => document, set: () => undefined, delete: () => true },
  };
}
