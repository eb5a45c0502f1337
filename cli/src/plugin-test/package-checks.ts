import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginPackage } from '@hatchery/host';
import type { CheckResult } from './check-result.ts';
import { type PackageRuleId, packageRules } from './package-rules.ts';
import { isPublished } from './is-published.ts';

type Manifest = PluginPackage['manifest'];

/** What is wrong with a package; `undefined` if nothing is. */
type Judge = (tested: PluginPackage) => string | undefined;

const judges: readonly [PackageRuleId, string, Judge][] = [
  ['package-name', 'is named after what it is', nameProblem],
  ['package-keywords', 'has the keyword by which plugins are found', keywordProblem],
  ['package-core-range', 'says which versions of the core it fits, as a peer dependency', rangeProblem],
  ['package-entry', 'has an entry, and lets others read its package.json', entryProblem],
  ['package-types', 'has types', typesProblem],
  ['package-files', 'names its code among the files to publish', filesProblem],
  ['package-permissions', 'names the hosts that it talks to', permissionProblem],
];

/** What can be told of a plugin from its package alone. */
export function checkPackage(tested: PluginPackage): CheckResult[] {
  return judges.map(([id, name, judge]) => packageResult(id, name, judge(tested)));
}

/** The result of a check of the package. */
export function packageResult(id: PackageRuleId, name: string, problem: string | undefined): CheckResult {
  const about = { id, area: 'package', name, why: packageRules[id] };
  return problem === undefined ? { ...about, status: 'ok' } : { ...about, status: 'failed', seen: problem };
}

function nameProblem({ manifest }: PluginPackage): string | undefined {
  const [, word] = /^(?:@[^/]+\/)?hatchery-(source|dest)-[^/]+$/.exec(String(manifest['name'])) ?? [];
  if (word === undefined) return `${String(manifest['name'])} is neither hatchery-source-… nor hatchery-dest-….`;
  const kind = objectAt(manifest, 'hatchery')['kind'];
  const named = word === 'source' ? 'source' : 'destination';
  if (kind === undefined) return `\`hatchery.kind\` is missing: "kind": "${named}".`;
  return kind === named ? undefined : `By its name it is a ${named}, by \`hatchery.kind\` ${JSON.stringify(kind)}.`;
}

function keywordProblem({ manifest: { keywords } }: PluginPackage): string | undefined {
  return Array.isArray(keywords) && keywords.includes('hatchery-plugin')
    ? undefined
    : '"hatchery-plugin" is not among the `keywords`.';
}

function rangeProblem({ manifest, plugin }: PluginPackage): string | undefined {
  if (objectAt(manifest, 'dependencies')['@hatchery/core'] !== undefined) {
    return '@hatchery/core is among the `dependencies`: it would bring a core of its own.';
  }
  if (typeof objectAt(manifest, 'peerDependencies')['@hatchery/core'] !== 'string') {
    return '@hatchery/core is not among the `peerDependencies`.';
  }
  return plugin.problem?.message;
}

function entryProblem({ manifest, entry }: PluginPackage): string | undefined {
  const { exports } = manifest;
  if (typeof exports === 'object' && exports !== null && '.' in exports && !('./package.json' in exports)) {
    return '`exports` hides package.json: add "./package.json": "./package.json".';
  }
  const file = fileOf(entry);
  if (file === undefined) return 'Neither `exports` nor `main` leads to a module.';
  return existsSync(file) ? undefined : `${file} does not exist: was it built?`;
}

function typesProblem({ manifest, plugin: { directory = '' } }: PluginPackage): string | undefined {
  const types = typesOf(manifest['exports']) ?? manifest['types'] ?? manifest['typings'];
  if (typeof types !== 'string') return 'Neither `exports` nor `types` names a .d.ts file.';
  return existsSync(join(directory, types)) ? undefined : `${types} does not exist: was it built?`;
}

function filesProblem({ manifest, entry, plugin: { directory = '' } }: PluginPackage): string | undefined {
  const { files } = manifest;
  if (!Array.isArray(files)) return '`files` is missing: tests and all would be published.';
  const file = fileOf(entry);
  if (file === undefined) return 'There is no entry.';
  return isPublished(file, directory, files.map(String)) ? undefined : `${file} is not among the \`files\`.`;
}

function permissionProblem({ manifest, plugin }: PluginPackage): string | undefined {
  // Where a destination writes to is for the config to say.
  if (plugin.kind === 'destination') return undefined;
  const { hosts } = objectAt(objectAt(manifest, 'hatchery'), 'permissions');
  if (!Array.isArray(hosts) || hosts.length === 0) return '`hatchery.permissions.hosts` is missing.';
  const wrong: unknown = hosts.find((host) => typeof host !== 'string' || !/^[\w*][\w.*-]*(:\d+)?$/.test(host));
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is not the name of a host.`;
}

function fileOf(entry: () => string): string | undefined {
  try {
    return fileURLToPath(entry());
  } catch {
    return undefined;
  }
}

/** The first `types` condition of the package's main entry. */
function typesOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return undefined;
  const conditions = exported as Record<string, unknown>;
  if ('.' in conditions) return typesOf(conditions['.']);
  return (
    conditions['types'] ??
    Object.values(conditions)
      .map(typesOf)
      .find((types) => types !== undefined)
  );
}

function objectAt(manifest: Manifest, key: string): Record<string, unknown> {
  const value = manifest[key];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
