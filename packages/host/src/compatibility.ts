import semver from 'semver';

/** Whether a plugin fits this core, and if not, why. */
export type Compatibility =
  | { readonly fits: true }
  | { readonly fits: false; readonly reason: string; readonly hint: string };

export interface CompatibilityQuestion {
  /** What the plugin's `package.json` asks for; `undefined` if it does not say. */
  readonly range: string | undefined;
  /** The version of the core that plugins would be given. */
  readonly coreVersion: string;
  /** The version of the core in the plugin's own workspace, where the plugin is linked from one. */
  readonly workspaceCoreVersion?: string | undefined;
}

/**
 * Decides from a plugin's `package.json` alone whether it can run in this core.
 *
 * - A plugin that names no range is let in: what it exports is checked once it is loaded.
 * - `workspace:` ranges mean something only inside the workspace that the plugin is linked from; there, `^`, `~`
 *   and `*` count from the version of the core that lies in it. A published package must not have one.
 * - A prerelease of the core counts as the release it leads to, so that `2.0.0-rc.1` takes plugins for `^2.0.0`
 *   and refuses those for `<2.0.0` and `^1.0.0`. A range that itself names a prerelease is taken literally.
 */
export function checkCompatibility({ range, coreVersion, workspaceCoreVersion }: CompatibilityQuestion): Compatibility {
  if (range === undefined) return { fits: true };
  if (range.startsWith('workspace:')) {
    return checkWorkspace(range.slice('workspace:'.length), coreVersion, workspaceCoreVersion);
  }
  if (semver.validRange(range) === null) {
    return {
      fits: false,
      reason: `its range "${range}" is not one of versions`,
      hint: 'Its author should name a range such as "^1.0.0" under peerDependencies in its package.json.',
    };
  }
  if (satisfies(coreVersion, range)) return { fits: true };
  const lowest = semver.minVersion(range);
  const wanted =
    lowest === null
      ? `A version of the core in the range ${range} would fit`
      : `@hatchery/core ${lowest.version} would fit`;
  return {
    fits: false,
    reason: `it asks for ${range}`,
    hint: `${wanted}.`,
  };
}

function checkWorkspace(range: string, coreVersion: string, workspaceCoreVersion: string | undefined): Compatibility {
  if (semver.validRange(range) !== null && range !== '*') return checkCompatibility({ range, coreVersion });
  if (workspaceCoreVersion === undefined) {
    return {
      fits: false,
      reason: `its range "workspace:${range}" means something only inside its own workspace`,
      hint: 'If it is linked, install the dependencies of its workspace; if it was published so, ask its author to publish it with pnpm.',
    };
  }
  return range === '*' ? { fits: true } : checkCompatibility({ range: `${range}${workspaceCoreVersion}`, coreVersion });
}

function satisfies(version: string, range: string): boolean {
  if (semver.satisfies(version, range)) return true;
  const parsed = semver.parse(version);
  if (parsed === null || parsed.prerelease.length === 0) return false;
  const namesPrerelease = /\d-[0-9a-z]/i.test(range.replace(/\s-\s/g, ' '));
  return !namesPrerelease && semver.satisfies(`${parsed.major}.${parsed.minor}.${parsed.patch}`, range);
}
