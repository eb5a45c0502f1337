import type { CompleteRequest } from './plugin-request.ts';
import { titleOf } from './fill-in.ts';
import type { Versions } from './versions.ts';

/** The `package.json` of a new plugin. */
export function packageManifest({ name, author, repository }: CompleteRequest, versions: Versions): object {
  const { kind, packageName, shortName } = name;
  const isSource = kind === 'source';
  return {
    name: packageName,
    version: '0.1.0',
    description: isSource
      ? `Collects the audit log of ${titleOf(shortName)}.`
      : `Keeps objects in ${titleOf(shortName)}.`,
    keywords: ['hatchery-plugin'],
    license: 'Apache-2.0',
    ...(author === undefined ? {} : { author }),
    ...(repository === undefined ? {} : { repository: { type: 'git', url: repository } }),
    files: ['dist', 'src'],
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    scripts: {
      build: 'tsc -p tsconfig.build.json',
      lint: 'tsc && oxlint',
      test: 'node --test "test/**/*.test.ts"',
      prepack: 'npm run build',
    },
    devDependencies: versions.tools,
    peerDependencies: { '@hatchery/core': versions.core },
    engines: { node: versions.node },
    hatchery: {
      kind,
      conformance: './test/conformance.ts',
      permissions: { hosts: [`${isSource ? 'api' : 'storage'}.${shortName}.example`] },
    },
  };
}
