import Arborist from '@npmcli/arborist';
import type { NpmSettings } from './candidate/npm-settings.ts';

/** What is asked of npm's resolver. */
export interface PackageRequest {
  readonly directory: string;
  readonly npm: NpmSettings;
  /** Exact specifiers: `hatchery-source-x@1.2.3`. */
  readonly add: readonly string[];
  /** Names of packages. */
  readonly remove: readonly string[];
  /** What `package.json` will say; `undefined` keeps those that it has. */
  readonly overrides: unknown;
  /** Where packages, further down, may come from beside registries. */
  readonly allow: readonly ('git' | 'url')[];
}

/**
 * Lets npm's own resolver work out which packages a project would have. Writes nothing but npm's cache, runs nothing.
 *
 * @throws what npm's libraries throw
 */
export async function planPackages(request: PackageRequest): Promise<Arborist.Node> {
  const { directory, npm, add, remove, allow } = request;
  const arborist = new Resolver(
    {
      ...npm.options,
      path: directory,
      ignoreScripts: true,
      // A file of the project's that npm would run to change other packages' manifests.
      ignoreExtension: true,
      packageLock: true,
      installStrategy: 'hoisted',
      global: false,
      audit: false,
      force: false,
      nodeVersion: process.version,
      // What the project itself depends on is its own affair.
      allowGit: allow.includes('git') ? 'all' : 'root',
      allowRemote: allow.includes('url') ? 'all' : 'root',
    } as Arborist.Options,
    request.overrides,
  );
  return arborist.buildIdealTree({ add: [...add], rm: [...remove], complete: true } as Arborist.BuildIdealTreeOptions);
}

/** The resolver, with overrides that are not in the project's `package.json` yet. */
class Resolver extends Arborist {
  readonly #overrides: unknown;

  constructor(options: Arborist.Options, overrides: unknown) {
    super(options);
    this.#overrides = overrides;
  }

  override async loadVirtual(options: Arborist.Options & { root?: Arborist.Node } = {}): Promise<Arborist.Node> {
    const { root } = options;
    if (root) {
      const manifest = { ...root.package, overrides: this.#overrides };
      // Only a new root reads overrides from its manifest.
      const { overrides } = new Node({ path: root.path, pkg: manifest, loadOverrides: true });
      Object.assign(root, { overrides });
      root.package = manifest as unknown as typeof root.package;
    }
    return super.loadVirtual(options);
  }
}

const { Node } = Arborist as unknown as {
  Node: new (options: { path: string; pkg: object; loadOverrides: boolean }) => Arborist.Node;
};
