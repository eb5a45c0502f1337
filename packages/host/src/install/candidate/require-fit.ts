import { HatcheryError } from '@hatchery/core';
import type { CandidateOptions } from './candidate-options.ts';
import { judgeCore, judgeNode } from './judge-version.ts';
import type { PluginManifest } from './plugin-manifest.ts';
import { shownText } from './shown-text.ts';

/** @throws HatcheryError `NO_FITTING_VERSION` if the one version that there is does not fit this core or this Node */
export function requireFit(
  { name, version }: PluginManifest,
  manifest: Readonly<Record<string, unknown>>,
  { coreVersion, nodeVersion }: CandidateOptions,
  linked?: string,
): void {
  const misfit = judgeCore(manifest, coreVersion, linked) ?? judgeNode(manifest, nodeVersion);
  if (!misfit) return;
  const ours = misfit.about === 'core' ? `, and this is @hatchery/core ${coreVersion}` : '';
  throw new HatcheryError(
    'NO_FITTING_VERSION',
    `${name} ${version} cannot be installed: it ${shownText(misfit.reason)}${ours}.`,
    { ...(misfit.hint ? { hint: shownText(misfit.hint) } : {}), context: { plugin: name, phase: 'install' } },
  );
}
