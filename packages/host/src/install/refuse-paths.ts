import type Arborist from '@npmcli/arborist';
import { dependencyRefused } from './candidate/candidate-errors.ts';
import type { PackageDifference } from './compare-packages.ts';

/**
 * Refuses what an installed package would bring from a path on this machine. The project itself, and plugins that are being
 * written, may depend on paths.
 *
 * @throws HatcheryError `PLUGIN_ORIGIN_REFUSED`
 */
export function refusePaths({ changed }: PackageDifference): void {
  for (const { node, isChanged } of changed.flatMap(({ packages }) => packages)) {
    if (!isChanged || !(node.isLink || node.resolved?.startsWith('file:'))) continue;
    const asking = [...node.edgesIn].map((edge) => edge.from).filter((from) => from !== null);
    const [first] = asking;
    if (!first || !asking.every(isInstalled)) continue;
    throw dependencyRefused(first.location, `${node.name}@${first.edgesOut.get(node.name)?.spec ?? ''}`, 'path');
  }
}

/** What lies elsewhere is there as a link, and by its own path. */
function isInstalled(node: Arborist.Node): boolean {
  return node.location.startsWith('node_modules/') && !node.isLink;
}
