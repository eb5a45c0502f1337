import { HatcheryError } from '@hatchery/core';
import semver from 'semver';
import type { PassedOver } from './candidate.ts';
import { judgeVersion, type Misfit, type Yardstick } from './judge-version.ts';
import type { Wanted } from './plugin-request.ts';
import type { RegistryDocument } from './registry-document.ts';
import { shownText } from './shown-text.ts';

export interface ChosenVersion {
  readonly version: string;
  readonly passedOver: readonly PassedOver[];
}

interface Judged {
  readonly version: string;
  readonly misfit: Misfit | undefined;
  readonly deprecated: boolean;
  /** Newer than what the author's tag `latest` names. */
  readonly beyondLatest: boolean;
}

/**
 * Picks the newest version that was asked for and fits. Deprecated ones come last; before them, those that are newer than
 * the tag `latest`, by which authors say what is to be used. Prereleases have to be asked for: by a version, by a range that
 * names one, or by a tag.
 *
 * @throws HatcheryError `PLUGIN_NOT_FOUND` if there is no such version, `NO_FITTING_VERSION` if none can be taken
 */
export function chooseVersion(document: RegistryDocument, wanted: Wanted, yardstick: Yardstick): ChosenVersion {
  if (yardstick.cutoff !== undefined && document.times === undefined) throw agesUnknown(document.name);
  const latest = document.tags.get('latest');
  const judged = versionsWanted(document, wanted)
    .sort(semver.rcompare)
    .map((version) => ({
      version,
      misfit: judgeVersion(document, version, yardstick),
      deprecated: isDeprecated(document, version),
      beyondLatest: semver.valid(latest) !== null && semver.gt(version, latest ?? ''),
    }));
  const [chosen] = judged.filter(({ misfit }) => misfit === undefined).sort((a, b) => rank(a) - rank(b));
  if (!chosen) throw noneFits(document, judged, yardstick.coreVersion);
  const newer = judged.filter(({ version }) => semver.gt(version, chosen.version));
  return {
    version: chosen.version,
    passedOver: newer.map((one) => ({ version: one.version, reason: reasonOf(one, latest) })),
  };
}

/** What the author says of a version that should no longer be used. */
export function isDeprecated(document: RegistryDocument, version: string): boolean {
  const { deprecated } = document.versions.get(version) ?? {};
  return deprecated === true || (typeof deprecated === 'string' && deprecated !== '');
}

/** The lower, the rather it is taken; among equals the newest. */
function rank({ deprecated, beyondLatest }: Judged): number {
  return (deprecated ? 2 : 0) + (beyondLatest ? 1 : 0);
}

function reasonOf({ misfit, deprecated }: Judged, latest: string | undefined): string {
  if (misfit) return `it ${misfit.reason}`;
  if (deprecated) return 'it is deprecated';
  return `its author's tag latest is still at ${latest}`;
}

function versionsWanted(document: RegistryDocument, wanted: Wanted): string[] {
  const all = [...document.versions.keys()];
  const found = all.filter((version) => isWanted(document, wanted, version));
  if (found.length > 0) return found;
  if (wanted.type === 'any' || wanted.type === 'range') {
    const prereleases = all.filter((version) => isInside(version, wanted) && semver.prerelease(version) !== null);
    if (prereleases.length > 0) throw onlyPrereleases(document.name, prereleases);
  }
  throw noSuchVersion(document, wanted);
}

function isWanted(document: RegistryDocument, wanted: Wanted, version: string): boolean {
  switch (wanted.type) {
    case 'any':
      return semver.prerelease(version) === null;
    case 'tag':
      return document.tags.get(wanted.text) === version;
    case 'version':
      return semver.eq(version, wanted.text, { loose: true });
    case 'range':
      return semver.satisfies(version, wanted.text, { loose: true });
  }
}

function isInside(version: string, wanted: Wanted): boolean {
  return wanted.type !== 'range' || semver.satisfies(version, wanted.text, { loose: true, includePrerelease: true });
}

function noneFits(document: RegistryDocument, judged: readonly Judged[], coreVersion: string): HatcheryError {
  const [newest] = judged;
  const which = judged.length === 1 ? `${newest?.version}` : `${newest?.version}, the newest of ${judged.length},`;
  const { reason = '', hint = '', about } = newest?.misfit ?? {};
  const ours = about === 'core' ? `, and this is @hatchery/core ${coreVersion}` : '';
  return new HatcheryError(
    'NO_FITTING_VERSION',
    `No version of ${document.name} can be installed: ${which} ${shownText(reason)}${ours}.`,
    { ...(hint ? { hint: shownText(hint) } : {}), context: { plugin: document.name, phase: 'install' } },
  );
}

function onlyPrereleases(name: string, prereleases: readonly string[]): HatcheryError {
  const [newest] = [...prereleases].sort(semver.rcompare);
  return new HatcheryError('NO_FITTING_VERSION', `${name} has prereleases only, the newest is ${newest}.`, {
    hint: `Ask for it by name if you want it: ${name}@${newest}.`,
    context: { plugin: name, phase: 'install' },
  });
}

function noSuchVersion({ name, versions, tags }: RegistryDocument, wanted: Wanted): HatcheryError {
  const text = wanted.type === 'any' ? '' : shownText(wanted.text);
  const newest = [...versions.keys()].sort(semver.rcompare).slice(0, 5).join(', ');
  const tagged = [...tags].slice(0, 5).map(([tag, version]) => `${tag} (${version})`);
  return new HatcheryError('PLUGIN_NOT_FOUND', `There is no version ${text} of ${name}.`, {
    hint: shownText(`The newest versions are ${newest}; the tags are ${tagged.join(', ') || 'none'}.`),
    context: { plugin: name, phase: 'install' },
  });
}

function agesUnknown(name: string): HatcheryError {
  return new HatcheryError(
    'NO_FITTING_VERSION',
    `No version of ${name} is known to be old enough: the registry does not say when they were published.`,
    {
      hint: 'Install it without a minimum age, or from a registry that keeps the times.',
      context: { plugin: name, phase: 'install' },
    },
  );
}
