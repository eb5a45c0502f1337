import validatePackageName from 'validate-npm-package-name';
import { usageError } from './usage-error.ts';

export const pluginKinds = ['source', 'destination'] as const;
export type PluginKind = (typeof pluginKinds)[number];

/** What a plugin is called, in the places where it is. */
export interface PluginName {
  readonly kind: PluginKind;
  /** `@acme/hatchery-source-cloud` */
  readonly packageName: string;
  /** `cloud`: what a host name, a stream's id and a variable are made from. */
  readonly shortName: string;
  /** What a config writes behind `use:`: the short name, or the whole one of a scoped package. */
  readonly use: string;
}

const fullName = /^(?<scope>@[^/]*\/)?hatchery-(?<kind>source|dest)-(?<short>.*)$/;
const bareName = /^(?<scope>@[^/]*\/)?(?<short>[^/]*)$/;
const scopePattern = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?$/;
const shortPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The kind that a package's name tells; `undefined` for a short name. */
export function kindInName(name: string): PluginKind | undefined {
  const kind = fullName.exec(name)?.groups?.['kind'];
  return kind === undefined ? undefined : kind === 'source' ? 'source' : 'destination';
}

/**
 * Reads a name as users give it: a package's (`hatchery-source-acme`, `@acme/hatchery-dest-vault`), or a short one
 * (`acme`, `@acme/vault`).
 *
 * @throws HatcheryError `USAGE` if no plugin of this kind can be called that
 */
export function parsePluginName(name: string, kind: PluginKind): PluginName {
  refuseOtherKind(name, kind);
  const { scope = '', short = '' } = (fullName.exec(name) ?? bareName.exec(name))?.groups ?? {};
  const isWellFormed = scopePattern.test(scope) && shortPattern.test(short);
  if (!isWellFormed || short.startsWith('hatchery-')) throw badName(name);
  const packageName = `${scope}hatchery-${kind === 'source' ? 'source' : 'dest'}-${short}`;
  const { validForNewPackages, errors = [], warnings = [] } = validatePackageName(packageName);
  if (!validForNewPackages) throw badName(name, [...errors, ...warnings].join('; '));
  return { kind, packageName, shortName: short, use: scope === '' ? short : packageName };
}

/** @throws HatcheryError `USAGE` if a name tells another kind */
export function refuseOtherKind(name: string, kind: PluginKind): void {
  const told = kindInName(name);
  if (told === undefined || told === kind) return;
  throw usageError(`${JSON.stringify(name)} is the name of a ${told}, and a ${kind} was asked for.`);
}

function badName(name: string, reason?: string): Error {
  const shown = JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
  return usageError(
    `${shown} cannot be the name of a plugin${reason === undefined ? '' : `: ${reason}`}.`,
    'Lower-case letters, digits and single hyphens: acme, hatchery-source-acme, hatchery-dest-vault, @acme/hatchery-source-cloud.',
  );
}
