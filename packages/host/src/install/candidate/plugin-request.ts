import { HatcheryError } from '@hatchery/core';
import npa from 'npm-package-arg';
import type { PluginKind } from '../../plugins/installed-plugin.ts';
import { officialPackage } from '../../plugins/official-aliases.ts';
import { isPluginName, packageNameOf } from '../../plugins/plugin-name.ts';
import type { CandidateOptions } from './candidate-options.ts';
import { nameRefused, originRefused } from './candidate-errors.ts';
import { letterHint } from './foreign-letters.ts';
import { hideUrlSecrets } from './hide-npm-secrets.ts';
import { knownPlugins } from './known-plugins.ts';
import { shownText } from './shown-text.ts';

/** What somebody asked for, taken apart. */
export type PluginRequest =
  | { readonly type: 'registry'; readonly names: readonly string[]; readonly wanted: Wanted }
  | { readonly type: 'tarball' | 'folder'; readonly path: string }
  | { readonly type: 'git' | 'url'; readonly spec: string };

/** Which versions are meant: one, a range of them, what a tag names, or any. */
export type Wanted = { readonly type: 'any' } | { readonly type: 'version' | 'range' | 'tag'; readonly text: string };

const kinds: readonly PluginKind[] = ['source', 'destination'];

/**
 * Understands what was typed: `1password`, `slack@^1.2`, `@acme/hatchery-source-x@next`, `./x-1.0.0.tgz`, `./folder`, and git
 * and URLs where these are allowed. Looks at nothing but the text.
 *
 * @throws HatcheryError `USAGE` if it is none of these, `PLUGIN_NOT_A_PLUGIN` if the name is not one of a plugin,
 *   `PLUGIN_ORIGIN_REFUSED` for git and URLs that are not allowed
 */
export function parsePluginRequest(request: string, options: CandidateOptions): PluginRequest {
  hideUrlSecrets(request);
  const spec = parse(request, options);
  switch (spec.type) {
    case 'version':
    case 'range':
    case 'tag':
      return { type: 'registry', names: namesFor(spec.name ?? '', options.kind), wanted: wantedOf(spec) };
    case 'file':
    case 'directory':
      return { type: spec.type === 'file' ? 'tarball' : 'folder', path: spec.fetchSpec ?? '' };
    case 'git':
    case 'remote': {
      const type = spec.type === 'git' ? 'git' : 'url';
      if (!options.allow?.includes(type)) throw originRefused(shownText(request), type);
      return { type, spec: request };
    }
    default:
      throw new HatcheryError('USAGE', `"${shownText(request)}" installs one package under the name of another.`, {
        hint: 'A plugin is installed under its own name: leave out what stands before `npm:`.',
      });
  }
}

function parse(request: string, { directory, known }: CandidateOptions): npa.Result {
  try {
    const spec = npa(request, directory);
    if (request.trim() !== '' && (spec.name || !spec.registry)) return spec;
  } catch {
    // What is wrong is said below, in words that fit plugins.
  }
  const name = request.replace(/(.)@.*$/s, '$1');
  throw new HatcheryError('USAGE', `"${shownText(request)}" is not the name of a package, a tarball or a folder.`, {
    hint:
      letterHint(name, knownPlugins(known)) ??
      'Name a plugin (slack), a package (@acme/hatchery-source-x), a tarball (./x-1.0.0.tgz) or a folder (./x).',
  });
}

/** The packages that a name may stand for. */
function namesFor(name: string, kind: PluginKind | undefined): string[] {
  if (isPluginName(name)) return [name];
  if (name.startsWith('@') || name.startsWith('hatchery-')) throw nameRefused(name);
  // Ours is meant, whoever has published something under the name that the alias would make.
  const official = officialPackage(name, kind);
  return official ? [official] : (kind ? [kind] : kinds).map((one) => packageNameOf(name, one));
}

function wantedOf({ type, rawSpec, fetchSpec }: npa.Result): Wanted {
  if (rawSpec === '' || rawSpec === '*') return { type: 'any' };
  return { type: type as 'version' | 'range' | 'tag', text: fetchSpec ?? rawSpec };
}
