import { type Manifest, sourcePackage } from '../../support/plugin-files.ts';
import type { Files } from './pack-files.ts';

/** A package that stands for some version of the core in a registry: plugins are given the host's own anyway. */
export function coreStub(version: string): Files {
  return { 'package.json': { name: '@hatchery/core', version, exports: './index.js', type: 'module' }, 'index.js': '' };
}

/** A package that plugins depend on. */
export function library(name: string, version: string, more: object = {}): Files {
  return {
    'package.json': { name, version, main: 'index.js', ...more },
    'index.js': `module.exports = '${version}';\n`,
  };
}

/** A source plugin. */
export function source(name: string, version: string, more: Partial<Manifest> = {}): Files {
  return sourcePackage(name, { version, ...more });
}
