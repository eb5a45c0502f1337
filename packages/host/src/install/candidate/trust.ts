import type { PluginPermissions } from '../../plugins/installed-plugin.ts';

/**
 * What became of a proof that a package may carry. One that is there and wrong is an error, and never gets here.
 *
 * - `verified`: it is there, and it is right.
 * - `absent`: the registry keeps such proofs, and has none for this package.
 * - `not offered`: the registry keeps none at all, or the package does not come from a registry.
 * - `unchecked`: it is there, but what it is to be checked against could not be had: no network, say.
 */
export type Verification = 'verified' | 'absent' | 'not offered' | 'unchecked';

/** Facts about a plugin that people are about to trust. What is not known is left out. */
export interface Trust {
  /** The registry's account that published this version. */
  readonly publisher?: string;
  /** The accounts that may publish further ones. */
  readonly maintainers: readonly string[];
  /** RFC 3339. */
  readonly publishedAt?: string;
  /** In bytes, as counted in the tarball. */
  readonly unpackedSize?: number;
  /** How many packages it asks for itself. Those that they ask for in turn are not counted. */
  readonly dependencies: number;
  readonly permissions?: PluginPermissions;
  /** Of the registry: whether it vouches for this very tarball under this name and version. */
  readonly signature: Verification;
  /** Of the build: whether a public log vouches for where the tarball was made. */
  readonly provenance: Provenance;
  /** Scripts that npm would run on installation, by name. Hatchery never runs them. */
  readonly installScripts: readonly string[];
  /** Further short names by which `use:` may call it. */
  readonly aliases: readonly string[];
  /** Commands that npm puts into `node_modules/.bin` for it. */
  readonly commands: readonly string[];
}

export interface Provenance {
  readonly state: Verification;
  /** Where it is `verified`: the workflow that built it, as the certificate names it, a URL. */
  readonly workflow?: string;
}
