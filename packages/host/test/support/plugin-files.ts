/** Files of plugin packages, each valid or broken in its own way, to be laid out by tests as package managers do. */
export interface PackageFiles {
  readonly [path: string]: string | object;
}

export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly range?: string | undefined;
  readonly [key: string]: unknown;
}

export function manifest({ name, version = '1.2.3', range = '^1.0.0', ...rest }: Manifest): object {
  const kind = name.includes('-source-') ? 'source' : 'destination';
  return {
    name,
    version,
    type: 'module',
    exports: './index.js',
    hatchery: { kind },
    peerDependencies: { '@hatchery/core': range },
    ...rest,
  };
}

/** A source with one of each kind of option. */
export const sourceCode = `
import { defineSource, secret, z } from '@hatchery/core';
export const loadedFrom = import.meta.url;
export default defineSource({
  resume: 'window',
  windows: { granularity: '1s' },
  config: z.strictObject({
    token: secret().describe('API token'),
    limit: z.int().min(1).max(9999).default(1000).describe('Records in a page'),
    deep: z.boolean().optional(),
    mode: z.enum(['fast', 'slow']).optional(),
    baseUrl: z.url().optional(),
    filter: z.strictObject({ user: z.string().optional(), ids: z.array(z.string()).optional() }).optional(),
  }),
  async collect({ config, pipe }) { await pipe.spout(config.token.reveal()); },
});
`;

export const destinationCode = `
import { defineDestination, secret, z } from '@hatchery/core';
export default defineDestination({
  config: z.strictObject({ path: z.string(), key: secret().optional() }),
  async open() { throw new Error('not opened in these tests'); },
});
`;

export function sourcePackage(name: string, changes: Partial<Manifest> = {}, code = sourceCode): PackageFiles {
  return { 'package.json': manifest({ name, ...changes }), 'index.js': code };
}

export function destinationPackage(
  name: string,
  changes: Partial<Manifest> = {},
  code = destinationCode,
): PackageFiles {
  return { 'package.json': manifest({ name, ...changes }), 'index.js': code };
}

/** The files of a package below a folder. */
export function under(folder: string, files: PackageFiles): PackageFiles {
  return Object.fromEntries(Object.entries(files).map(([path, contents]) => [`${folder}/${path}`, contents]));
}

/** A project in npm's flat layout with these packages installed and listed. */
export function projectWith(packages: readonly PackageFiles[], files: PackageFiles = {}): PackageFiles {
  const names = packages.map((parts) => (parts['package.json'] as { name: string }).name);
  return {
    'package.json': {
      name: 'project',
      private: true,
      dependencies: Object.fromEntries(names.map((name) => [name, '*'])),
    },
    ...Object.assign({}, ...packages.map((parts, index) => under(`node_modules/${names[index]}`, parts))),
    ...files,
  };
}

/** Two sound plugins, which most tests are content with. */
export const soundPackages = [sourcePackage('hatchery-source-acme'), destinationPackage('hatchery-dest-disk')];
