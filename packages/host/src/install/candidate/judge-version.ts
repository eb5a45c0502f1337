import semver from 'semver';
import { checkCompatibility } from '../../compatibility.ts';
import { isPlainObject } from '../../plain-object.ts';
import { findPackage } from '../../plugins/find-package.ts';
import type { RegistryDocument } from './registry-document.ts';

/** What versions are measured by. */
export interface Yardstick {
  readonly coreVersion: string;
  readonly nodeVersion: string;
  /** Versions published later than this, in milliseconds since 1970, are too young. */
  readonly cutoff: number | undefined;
}

/** Why a version cannot be taken. */
export interface Misfit {
  /** To go on after the version: `2.0.0 asks for @hatchery/core ^2.0.0`. */
  readonly reason: string;
  readonly hint?: string;
  readonly about: 'core' | 'node' | 'age';
}

/** Whether a version can be taken, as far as the registry's document tells. */
export function judgeVersion(document: RegistryDocument, version: string, yardstick: Yardstick): Misfit | undefined {
  const manifest = document.versions.get(version) ?? {};
  return (
    judgeCore(manifest, yardstick.coreVersion) ??
    judgeNode(manifest, yardstick.nodeVersion) ??
    judgeAge(document.times?.get(version), yardstick.cutoff)
  );
}

/** The range of `@hatchery/core` that a manifest asks for. */
export function coreRangeOf(manifest: Readonly<Record<string, unknown>>): string | undefined {
  return ['peerDependencies', 'dependencies']
    .map((key) => manifest[key])
    .filter(isPlainObject)
    .map((dependencies) => dependencies['@hatchery/core'])
    .find((value) => typeof value === 'string');
}

/**
 * Whether a manifest's range of the core holds this core.
 *
 * @param folder of a package that is linked from its own workspace, where ranges such as `workspace:^` mean something
 */
export function judgeCore(
  manifest: Readonly<Record<string, unknown>>,
  coreVersion: string,
  folder?: string,
): Misfit | undefined {
  const range = coreRangeOf(manifest);
  const core =
    folder !== undefined && range?.startsWith('workspace:') ? findPackage('@hatchery/core', folder) : undefined;
  const workspaceCoreVersion = core?.manifest['version'];
  const compatibility = checkCompatibility({
    range,
    coreVersion,
    ...(typeof workspaceCoreVersion === 'string' ? { workspaceCoreVersion } : {}),
  });
  if (compatibility.fits) return undefined;
  return {
    reason: compatibility.reason
      .replace(/^it asks for /, 'asks for @hatchery/core ')
      .replace(/^its /, 'has a fault: its '),
    hint: compatibility.hint,
    about: 'core',
  };
}

/** Whether a manifest's range of Node holds this Node. */
export function judgeNode(manifest: Readonly<Record<string, unknown>>, nodeVersion: string): Misfit | undefined {
  const { engines } = manifest;
  const range = isPlainObject(engines) ? engines['node'] : undefined;
  if (typeof range !== 'string') return undefined;
  if (semver.satisfies(nodeVersion, range, { includePrerelease: true })) return undefined;
  return { reason: `asks for Node ${range}`, hint: `This is Node ${nodeVersion}.`, about: 'node' };
}

function judgeAge(publishedAt: string | undefined, cutoff: number | undefined): Misfit | undefined {
  if (cutoff === undefined) return undefined;
  const time = Date.parse(publishedAt ?? '');
  if (time <= cutoff) return undefined;
  return {
    reason: Number.isNaN(time) ? 'has no known age' : `is too young (published ${publishedAt})`,
    hint: 'Wait until one is old enough, or ask for a lower age: `--minimum-age`, or `min-release-age` and `before` in .npmrc.',
    about: 'age',
  };
}
