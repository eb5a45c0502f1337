import { packageFolders, packAll, type Packed, publishPacked, type Registry } from '../../support/registry.ts';
import { installedDependencies } from './installed-dependencies.ts';
import { packFolder } from './pack-folder.ts';

/**
 * Publishes all packages of this repository, and everything of others that the published command needs, for a registry with
 * nothing behind it. What is others' is packed from the repository's own `node_modules`: the very files that the lock
 * file's hashes vouched for when they were installed, so that nothing is fetched from anywhere.
 *
 * @returns our own packages
 */
export async function publishEverything(registry: Registry): Promise<Packed[]> {
  const own = await packAll();
  const names = new Set(own.map(({ manifest }) => manifest.name));
  const folders = await packageFolders();
  // The two large SDKs of these destinations are needed by no test here.
  const wanted = folders.filter((folder) => !/hatchery-dest-(gcs|s3)$/.test(folder));
  // A new plugin is built and linted with what its generator is developed with.
  const tools = folders.filter((folder) => folder.endsWith('create-hatchery-plugin'));
  for (const folder of await installedDependencies(wanted, (name) => names.has(name), tools)) {
    await publishPacked(registry, await packFolder(folder));
  }
  for (const packed of own) await publishPacked(registry, packed);
  return own;
}
