import { type Files, packFiles } from '../../support/pack-files.ts';

/** The files of a sound plugin, with changes to its manifest; `undefined` takes a key out. */
export function pluginFiles(name: string, changes: Readonly<Record<string, unknown>> = {}, more: Files = {}): Files {
  const kind = name.includes('hatchery-dest-') ? 'destination' : 'source';
  return {
    'package.json': {
      name,
      version: '1.0.0',
      type: 'module',
      exports: './index.js',
      hatchery: { kind },
      peerDependencies: { '@hatchery/core': '^1.0.0' },
      ...changes,
    },
    'index.js': 'export default undefined;\n',
    ...more,
  };
}

/** A package as a registry has it. */
export interface Packed {
  readonly manifest: Record<string, any>;
  readonly tarball: Buffer;
}

export async function packPlugin(
  name: string,
  changes: Readonly<Record<string, unknown>> = {},
  more: Files = {},
): Promise<Packed> {
  const files = pluginFiles(name, changes, more);
  return { manifest: files['package.json'] as Record<string, any>, tarball: await packFiles(files) };
}
