import type Arborist from '@npmcli/arborist';
import type { PackageDifference } from './compare-packages.ts';
import type { LockedPackage } from './lock-file.ts';

/** What happened to one package. */
export interface PackageChange {
  readonly name: string;
  /** The version that was there; absent if it was not. */
  readonly from?: string;
  /** The version that is there now; absent if it is not. */
  readonly to?: string;
}

/** What an installation changes in `node_modules`. */
export interface PackageChanges {
  readonly packages: readonly PackageChange[];
  /** Packages with scripts that npm would have run now, as `name@version`. */
  readonly skippedScripts: readonly string[];
}

export function describeChange(
  root: Arborist.Node,
  { changed, removed }: PackageDifference,
  installed: ReadonlyMap<string, LockedPackage>,
): PackageChanges {
  const nodes = changed.flatMap(({ packages }) => packages.filter((one) => one.isChanged).map((one) => one.node));
  const gone = [...installed].filter(([location]) => isGone(location, removed) || isLost(location, changed, root));
  const packages = [
    ...nodes.map((node) => {
      const from = installed.get(node.location)?.version;
      return { name: node.name, ...(from === undefined ? {} : { from }), to: node.version };
    }),
    ...gone.map(([location, { version }]) => ({ name: nameIn(location), from: version ?? '' })),
  ];
  const scripted = nodes.filter((node) => !node.isLink && node.hasInstallScript);
  return {
    packages: packages.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    skippedScripts: scripted.map((node) => `${node.name}@${node.version}`).toSorted(),
  };
}

function isGone(location: string, removed: readonly string[]): boolean {
  return removed.some((place) => location === place || location.startsWith(`${place}/`));
}

function isLost(location: string, changed: PackageDifference['changed'], root: Arborist.Node): boolean {
  return changed.some(({ place }) => location.startsWith(`${place}/`)) && !root.inventory.get(location);
}

function nameIn(location: string): string {
  return location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
