import { Secret } from '@hatchery/core';
import { expect } from 'chai';
import { coreVersion, openProject } from '../src/index.ts';
import { loadPlugin } from '../src/plugins/load-plugin.ts';
import { failureOf, problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';
import {
  destinationPackage,
  manifest,
  type PackageFiles,
  projectWith,
  sourceCode,
  sourcePackage,
} from './support/plugin-files.ts';
import { tempProject } from './support/temp-project.ts';

const disk = destinationPackage('hatchery-dest-disk');
const config = (source: string) => `streams:\n  - { id: a, source: ${source}, destination: { use: disk, path: p } }\n`;

async function load(plugin: PackageFiles, source = '{ use: acme, token: token-0 }') {
  const project = await openWith(config(source), { packages: [plugin, disk] });
  const [stream] = await project.bind(project.streams);
  return stream;
}

const acme = (code: string, changes = {}) => sourcePackage('hatchery-source-acme', changes, code);
const marker = (name: string) => `globalThis.hatcheryTest_${name} = true;\n`;
const wasRun = (name: string) => `hatcheryTest_${name}` in globalThis;

describe('loading plugins', () => {
  const commonJs = `
    const { defineSource, secret, z } = require('@hatchery/core');
    const factory = defineSource({ config: z.strictObject({ token: secret() }), async collect() {} });`;
  const sound: [what: string, plugin: PackageFiles][] = [
    ['ESM', acme(sourceCode)],
    ['CommonJS', acme(`${commonJs} module.exports = factory;`, { type: 'commonjs' })],
    [
      'CommonJS compiled from ESM',
      acme(`${commonJs} Object.defineProperty(exports, '__esModule', { value: true }); exports.default = factory;`, {
        type: 'commonjs',
      }),
    ],
    [
      'CommonJS with main only',
      {
        'package.json': manifest({ name: 'hatchery-source-acme', type: 'commonjs', exports: undefined, main: 'lib' }),
        'lib/index.js': `${commonJs} module.exports = factory;`,
      },
    ],
    ['a top-level await', acme(`await new Promise((resolve) => setImmediate(resolve));${sourceCode}`)],
    ['an entry for imports only', acme(sourceCode, { exports: { '.': { import: './index.js' } } })],
    ['no range of the core', acme(sourceCode, { peerDependencies: {} })],
  ];
  for (const [what, plugin] of sound) {
    it(`takes ${what}`, async () => {
      const stream = await load(plugin);
      expect(stream?.source.plugin).to.deep.equal({ name: 'hatchery-source-acme', version: '1.2.3' });
      expect(stream?.source.config).to.have.property('token').that.is.instanceOf(Secret);
    });
  }

  it('never runs the code of one that does not fit', async () => {
    const plugin = acme(marker('misfit') + sourceCode, { range: '^2.0.0', version: '4.5.6' });
    const error = await failureOf(load(plugin));
    expect(error.code).to.equal('PLUGIN_INCOMPATIBLE');
    for (const part of ['hatchery-source-acme', '4.5.6', '^2.0.0', coreVersion]) expect(error.message).to.contain(part);
    expect(error.hint).to.contain('2.0.0 would fit').and.contain('hatchery plugins update hatchery-source-acme');
    expect(wasRun('misfit')).to.equal(false);
  });

  const broken: [what: string, code: string, plugin: PackageFiles, message: string][] = [
    ['throws', 'PLUGIN_THREW', acme(`throw new RangeError('boom');`), 'RangeError: boom'],
    ['throws a text', 'PLUGIN_THREW', acme(`throw 'boom';`), 'boom'],
    ['has a syntax error', 'PLUGIN_THREW', acme('export default {'), 'SyntaxError'],
    [
      'imports what the core does not export',
      'PLUGIN_THREW',
      acme(`import { nothing } from '@hatchery/core';`),
      'nothing',
    ],
    ['lacks a dependency', 'PLUGIN_DEPENDENCY_MISSING', acme(`import '@sdk/acme/client';${sourceCode}`), '@sdk/acme,'],
    [
      'lacks a dependency that it requires',
      'PLUGIN_DEPENDENCY_MISSING',
      acme(`require('acme-sdk');`, { type: 'commonjs' }),
      'acme-sdk,',
    ],
    ['lacks a file of its own', 'PLUGIN_DEPENDENCY_MISSING', acme(`import './client.js';${sourceCode}`), './client.js'],
    ['was not built', 'PLUGIN_NOT_A_PLUGIN', acme(sourceCode, { exports: './dist/index.js' }), 'was it built?'],
    [
      'was not built, with main',
      'PLUGIN_NOT_A_PLUGIN',
      { 'package.json': manifest({ name: 'hatchery-source-acme', exports: undefined, main: './dist/x.js' }) },
      'was it built?',
    ],
    ['exports nothing', 'PLUGIN_NOT_A_PLUGIN', acme('export const x = 1;'), 'no default export'],
    ['exports a function', 'PLUGIN_NOT_A_PLUGIN', acme('export default () => {};'), 'is a function'],
    ['exports null', 'PLUGIN_NOT_A_PLUGIN', acme('export default null;'), 'not a hatchery plugin'],
    [
      'has no schema',
      'PLUGIN_NOT_A_PLUGIN',
      acme(`export default Object.assign(() => {}, { kind: 'source', definition: { collect() {} } });`),
      'zod schema',
    ],
    [
      'cannot collect',
      'PLUGIN_NOT_A_PLUGIN',
      acme(
        `import { z } from '@hatchery/core'; export default Object.assign(() => {}, { kind: 'source', definition: { config: z.object() } });`,
      ),
      '`collect`',
    ],
    [
      'says it is a destination',
      'PLUGIN_WRONG_KIND',
      acme(sourceCode, { hatchery: { kind: 'destination' } }),
      'is a destination',
    ],
    [
      'turns out to be a destination',
      'PLUGIN_WRONG_KIND',
      acme(disk['index.js'] as string),
      'is a destination, used as a source',
    ],
    [
      'has a schema that throws',
      'PLUGIN_THREW',
      acme(sourceCode.replace('z.boolean()', `z.unknown().refine(() => { throw new Error('in refine'); })`)),
      'in refine',
    ],
  ];
  for (const [what, code, plugin, message] of broken) {
    it(`says so when one ${what}`, async () => {
      const error = await failureOf(load(plugin, '{ use: hatchery-source-acme, token: token-0, deep: true }'));
      expect(`${error.code}: ${error.message}`).to.contain(code).and.to.contain(message);
      expect(error.message).to.contain('hatchery-source-acme');
      expect(error.context['plugin']).to.equal('hatchery-source-acme');
      if (code === 'PLUGIN_THREW' || code === 'PLUGIN_DEPENDENCY_MISSING') expect(error.cause).to.not.equal(undefined);
    });
  }

  it('says how to install one that is not there, and which was meant', async () => {
    const error = await failureOf(load(acme(sourceCode), '{ use: amce }'));
    expect(error.code).to.equal('PLUGIN_NOT_INSTALLED');
    expect(error.hint)
      .to.contain('Did you mean "acme"?')
      .and.to.contain('`hatchery plugins install hatchery-source-amce`');
    expect((await failureOf(load(acme(sourceCode), '{ use: "@x/hatchery-source-y" }'))).hint).to.contain(
      'install @x/hatchery-source-y',
    );
    for (const use of [
      '../../etc',
      'a b',
      'x/../../y',
      '__proto__',
      'node:fs',
      'file:',
      'file://host/x',
      './',
      '/',
      './\\0',
    ]) {
      expect((await failureOf(load(acme(sourceCode), `{ use: "${use}" }`))).code).to.match(/^PLUGIN_/);
    }
  });

  it('does not run a package that is no plugin', async () => {
    const other = {
      'package.json': { name: 'left-pad', version: '1.0.0', main: 'index.js' },
      'index.js': marker('leftpad'),
    };
    const error = await failureOf(load(other, '{ use: left-pad }'));
    expect(error.code).to.equal('PLUGIN_NOT_A_PLUGIN');
    expect(wasRun('leftpad')).to.equal(false);
  });

  it('knows a destination used as a source by its short name', async () => {
    const error = await failureOf(load(acme(sourceCode), '{ use: disk }'));
    expect(error.code).to.equal('PLUGIN_WRONG_KIND');
  });

  it('tells all plugins that cannot be loaded, not the first', async () => {
    const text = 'streams:\n  - { id: a, source: { use: nope }, destination: { use: gone } }\n';
    const project = await openWith(text);
    const found = await problemsOf(project.bind(project.streams));
    expect(found.map(({ error }) => error?.context['plugin'])).to.deep.equal([
      'hatchery-source-nope',
      'hatchery-dest-gone',
    ]);
  });

  it('loads only what the bound streams use; a misfit that none uses is a warning', async () => {
    const packages = [
      acme(marker('used') + sourceCode),
      sourcePackage('hatchery-source-unused', {}, marker('unused') + sourceCode),
      sourcePackage('hatchery-source-old', { range: '^0.1.0' }),
      disk,
    ];
    const project = await openWith(
      `${config('{ use: acme, token: token-0 }')}  - { id: b, source: { use: unused, token: token-0 }, destination: { use: disk, path: p } }\n`,
      { packages },
    );
    expect(wasRun('used')).to.equal(false);
    await project.bind(project.select({ ids: ['a'] }));
    expect([wasRun('used'), wasRun('unused')]).to.deep.equal([true, false]);
    expect(project.warnings.map(({ error }) => error?.code)).to.deep.equal(['PLUGIN_INCOMPATIBLE']);
  });

  it('gives up on a top-level await that never ends', async () => {
    const root = tempProject(projectWith([acme('await new Promise(() => {});')], { 'hatchery.yaml': 'streams: []' }));
    const [plugin] = (await openProject({ cwd: root })).plugins;
    if (!plugin) throw new Error('not found');
    const error = await failureOf(loadPlugin(plugin, 20));
    expect(error.code).to.equal('PLUGIN_THREW');
    expect(error.message).to.contain('top-level await');
  });
});
