import type { ProjectWarning } from '../../project-warning.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { HatcheryError } from '@hatchery/core';
import { judgeCore } from './judge-version.ts';
import { dependenciesOf } from './plugin-manifest.ts';
import { shownText } from './shown-text.ts';

/**
 * Compares what a registry says of a version with what its tarball says, and passes on what its author says of it.
 *
 * @throws HatcheryError `NO_FITTING_VERSION` if only the registry claims that it fits
 */
export function manifestWarnings(
  published: Readonly<Record<string, unknown>>,
  packed: Readonly<Record<string, unknown>>,
  { coreVersion }: CandidateOptions,
): ProjectWarning[] {
  const name = `${String(published['name'])} ${String(published['version'])}`;
  const misfit = judgeCore(packed, coreVersion);
  if (misfit) {
    throw new HatcheryError(
      'NO_FITTING_VERSION',
      `${name} says something else to the registry than in its tarball, which ${shownText(misfit.reason)}, and this is @hatchery/core ${coreVersion}.`,
      {
        hint: 'Tell its author, or install another version.',
        context: { plugin: String(published['name']), phase: 'install' },
      },
    );
  }
  return [...deprecation(name, published['deprecated']), ...otherDependencies(name, published, packed)];
}

function deprecation(name: string, deprecated: unknown): ProjectWarning[] {
  if (deprecated === undefined || deprecated === false || deprecated === '') return [];
  const said = typeof deprecated === 'string' ? `: ${shownText(deprecated)}` : '.';
  return [{ message: `${name} is deprecated${said}` }];
}

/** npm installs what the registry's document asks for; people read the tarball. */
function otherDependencies(
  name: string,
  published: Readonly<Record<string, unknown>>,
  packed: Readonly<Record<string, unknown>>,
): ProjectWarning[] {
  const told = dependenciesOf(published);
  const held = dependenciesOf(packed);
  const differing = [...new Set([...told.keys(), ...held.keys()])].filter((one) => told.get(one) !== held.get(one));
  if (differing.length === 0) return [];
  return [
    {
      message: `The registry lists other dependencies of ${name} than its tarball: ${shownText(differing.join(', '))}.`,
      hint: 'That can be a fault of the tool that published it, or hide something. Ask its author.',
    },
  ];
}
