import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PublicPackage {
  readonly name: string;
  readonly folder: string;
}

/** The packages of the workspace that are published. */
export function publicPackages(root: string): PublicPackage[] {
  return globSync(['cli/package.json', 'packages/*/package.json', 'plugins/*/package.json'], { cwd: root })
    .sort()
    .flatMap((file) => {
      const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as { name: string; private?: boolean };
      return manifest.private === true ? [] : [{ name: manifest.name, folder: join(root, dirname(file)) }];
    });
}
