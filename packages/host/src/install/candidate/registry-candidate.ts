import { HatcheryError } from '@hatchery/core';
import { isPlainObject } from '../../plain-object.ts';
import type { ProjectWarning } from '../../project-warning.ts';
import { parsePluginName } from '../../plugins/plugin-name.ts';
import { ageCutoff } from './age-cutoff.ts';
import type { Candidate } from './candidate.ts';
import { integrityMissing, notInstallable, pluginNotFound } from './candidate-errors.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { chooseVersion } from './choose-version.ts';
import { fetchTarball } from './fetch-tarball.ts';
import { knownPlugins } from './known-plugins.ts';
import { refuseReservedCommands } from './package-commands.ts';
import { manifestWarnings } from './manifest-warnings.ts';
import { pinnedDocument } from './pinned-document.ts';
import { readPluginManifest, refuseForeignOrigins } from './plugin-manifest.ts';
import type { PluginRequest } from './plugin-request.ts';
import { readRegistryDocument, type RegistryDocument } from './registry-document.ts';
import { shownUrl } from './registry-failed.ts';
import { accountsOf } from './registry-accounts.ts';
import { Registry } from './registry.ts';
import { verifyProofs } from './verify-proofs.ts';

interface Found {
  readonly registry: Registry;
  readonly document: RegistryDocument;
}

/** A candidate from a registry, without what any candidate has. */
export type RegistryCandidate = Omit<Candidate, 'request'>;

/**
 * Chooses a version in a registry, verifies its proofs, and looks into its tarball.
 *
 * @throws HatcheryError see `findCandidate`
 */
export async function registryCandidate(
  { names, wanted }: Extract<PluginRequest, { type: 'registry' }>,
  options: CandidateOptions,
): Promise<RegistryCandidate> {
  const { registry, document } = await findDocument(names, options);
  const { name } = document;
  const { coreVersion, nodeVersion, npm, allow = [], signal } = options;
  const { version, passedOver } = chooseVersion(document, wanted, {
    coreVersion,
    nodeVersion,
    cutoff: ageCutoff(name, options),
  });
  const published = document.versions.get(version) ?? {};
  // npm goes by the document, people read the tarball: both have to hold.
  refuseForeignOrigins(name, published, allow);
  refuseReservedCommands(name, published);
  const integrity = integrityOf(name, version, published);
  const proofs = await verifyProofs({ registry, document, version, npm });
  const spec = `${name}@${version}`;
  const contents = await fetchTarball(spec, {
    npm,
    signal,
    what: `the tarball of ${spec}`,
    options: { ...pinnedDocument(document, version), integrity },
  });
  const manifest = readPluginManifest({
    manifest: contents.manifest,
    has: (path) => contents.files.has(path),
    published: true,
    allow,
  });
  refuseAnother(manifest, name, version);
  const latest = document.tags.get('latest');
  const publishedAt = document.times?.get(version);
  return {
    name,
    version,
    kind: manifest.kind,
    source: 'registry',
    spec,
    integrity,
    ...(latest === undefined ? {} : { latest }),
    passedOver,
    trust: {
      ...accountsOf(published, document),
      ...(publishedAt === undefined || Number.isNaN(Date.parse(publishedAt)) ? {} : { publishedAt }),
      unpackedSize: contents.unpackedSize,
      dependencies: manifest.dependencies.size,
      ...(manifest.permissions ? { permissions: manifest.permissions } : {}),
      ...proofs,
      installScripts: manifest.installScripts,
      aliases: manifest.aliases,
      commands: manifest.commands,
    },
    warnings: [...manifestWarnings(published, contents.manifest, options), ...uncheckedWarnings(proofs)],
  };
}

async function findDocument(names: readonly string[], options: CandidateOptions): Promise<Found> {
  const asked = await Promise.all(
    names.map(async (name) => {
      const registry = new Registry(name, options.npm, options.signal);
      const document = await readRegistryDocument(registry, name);
      return { registry, document };
    }),
  );
  const found = asked.filter((one): one is Found => one.document !== undefined);
  const [first, second] = found;
  const [name = '', other] = names;
  const typed = other === undefined ? name : (parsePluginName(name)?.shortName ?? name);
  if (!first) {
    throw pluginNotFound(names, `at ${shownUrl(asked[0]?.registry.url ?? '')}`, typed, knownPlugins(options.known));
  }
  if (!second) return first;
  throw new HatcheryError('USAGE', `"${typed}" is a source and a destination: ${names.join(' and ')}.`, {
    hint: 'Say which with `--kind source` or `--kind destination`, or give the name of the package.',
  });
}

/** What the tarball must hash to: one SHA-512, so that it can be only one tarball. */
function integrityOf(name: string, version: string, { dist }: Readonly<Record<string, unknown>>): string {
  const { tarball, integrity } = isPlainObject(dist) ? dist : {};
  if (typeof tarball !== 'string' || !/^https?:\/\//i.test(tarball)) {
    throw integrityMissing(name, version, 'the registry does not say where it is');
  }
  if (typeof integrity !== 'string') {
    throw integrityMissing(name, version, 'the registry gives no hash of it (`integrity`)');
  }
  const [sha512, second] = integrity.split(/\s+/).filter((hash) => hash.startsWith('sha512-'));
  if (!sha512 || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(sha512)) {
    throw integrityMissing(name, version, 'the registry gives no SHA-512 of it');
  }
  if (second) throw integrityMissing(name, version, 'the registry gives two hashes, so two tarballs would do');
  return sha512;
}

/** A registry's document and the tarball it leads to are made apart: nothing but this compares them. */
function refuseAnother(
  manifest: { readonly name: string; readonly version: string },
  name: string,
  version: string,
): void {
  if (manifest.name === name && manifest.version === version) return;
  throw notInstallable(`${name} ${version}`, `its tarball holds ${manifest.name} ${manifest.version}`);
}

function uncheckedWarnings(proofs: Pick<Candidate['trust'], 'signature' | 'provenance'>): ProjectWarning[] {
  const unchecked = [
    ...(proofs.signature === 'unchecked' ? ['signature'] : []),
    ...(proofs.provenance.state === 'unchecked' ? ['provenance'] : []),
  ];
  return unchecked.map((what) => ({
    message: `The package has a ${what} that could not be checked: what it is checked against is out of reach.`,
    hint: 'Check it on a machine that reaches the internet: `npm audit signatures`.',
  }));
}
