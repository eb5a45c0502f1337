import type Arborist from '@npmcli/arborist';
import { HatcheryError } from '@hatchery/core';
import { commandsOf } from './candidate/package-commands.ts';
import { isTopPlace, type PackageDifference } from './compare-packages.ts';
import type { LockedPackage } from './lock-file.ts';

/**
 * Refuses packages that would take a command in `node_modules/.bin` away from one that is there, or from hatchery: who calls it
 * means the other, and it would be gone when the newcomer goes.
 *
 * @throws HatcheryError `INSTALL_FAILED`
 */
export function refuseTakenCommands(
  root: Arborist.Node,
  { changed }: PackageDifference,
  installed: ReadonlyMap<string, LockedPackage>,
): void {
  const owners = ownersOf(root, installed);
  for (const { node } of changed.flatMap(({ packages }) => packages)) {
    if (node.isLink || !isTopPlace(node.location)) continue;
    const had = Object.keys(installed.get(node.location)?.bin ?? {});
    for (const command of commandsOf({ ...node.package, name: node.packageName })) {
      const owner = owners.get(command) ?? node.name;
      if (owner !== node.name && !had.includes(command)) throw commandTaken(node.name, command, owner);
    }
  }
}

/** The packages that stay, by their commands. */
function ownersOf(root: Arborist.Node, installed: ReadonlyMap<string, LockedPackage>): Map<string, string> {
  const owners = new Map([['hatchery', 'hatchery']]);
  for (const [location, { bin = {} }] of installed) {
    const node = isTopPlace(location) ? root.inventory.get(location) : undefined;
    if (node) for (const command of Object.keys(bin)) owners.set(command, node.name);
  }
  return owners;
}

function commandTaken(name: string, command: string, owner: string): HatcheryError {
  return new HatcheryError('INSTALL_FAILED', `${name} brings a command \`${command}\`, which is one of ${owner}.`, {
    hint: `Nothing was changed. Tell the author of ${name}.`,
    context: { phase: 'install' },
  });
}
