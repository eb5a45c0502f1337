import * as core from '@hatchery/core';
import { expect } from 'chai';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { openProject } from '../src/index.ts';
import { failureOf } from './support/failure-of.ts';
import { destinationPackage, projectWith, sourceCode, sourcePackage, under } from './support/plugin-files.ts';
import { addFiles, link, tempProject } from './support/temp-project.ts';

const disk = destinationPackage('hatchery-dest-disk');
const otherCore = {
  'package.json': { name: '@hatchery/core', version: '0.0.1', type: 'module', exports: './i.js' },
  'i.js': 'throw new Error("the wrong core")',
};
const configOf = (imports: string, source: string) =>
  `${imports}\nexport default { streams: [{ id: 'a', source: ${source}, destination: { use: 'disk', path: 'p' } }] };`;

describe('what modules are given', () => {
  it("is the host's core, for ESM, CommonJS and configs, whatever lies in their own trees", async () => {
    const keep = 'globalThis.hatcheryTestCores.push(core);';
    const esm = sourcePackage(
      'hatchery-source-esm',
      {},
      `import * as core from '@hatchery/core'; ${keep} ${sourceCode}`,
    );
    const cjs = sourcePackage(
      'hatchery-source-cjs',
      { type: 'commonjs' },
      `const core = require('@hatchery/core'); ${keep}
      module.exports = core.defineSource({ config: core.z.strictObject({}), async collect() {} });`,
    );
    const root = tempProject({
      ...projectWith([esm, cjs, disk]),
      ...under('node_modules/@hatchery/core', otherCore),
      ...under('node_modules/hatchery-source-esm/node_modules/@hatchery/core', otherCore),
      ...under('node_modules/hatchery-source-cjs/node_modules/@hatchery/core', otherCore),
      'hatchery.config.ts': `import * as core from '@hatchery/core';\nimport cjs from 'hatchery-source-cjs';\n${keep}\n
        export default { streams: [
          { id: 'a', source: { use: 'esm', token: 'token-0' }, destination: { use: 'disk', path: 'p' } },
          { id: 'b', source: cjs({}), destination: { use: 'disk', path: 'p' } },
        ] };`.replaceAll('globalThis', '(globalThis as any)'),
    });
    const cores: (typeof core)[] = [];
    Object.assign(globalThis, { hatcheryTestCores: cores });
    const project = await openProject({ cwd: root });
    const streams = await project.bind(project.streams);
    expect(cores).to.have.length(3);
    for (const copy of cores) expect(copy.Secret).to.equal(core.Secret);
    expect(streams.map(({ source }) => source.plugin.name)).to.deep.equal([
      'hatchery-source-esm',
      'hatchery-source-cjs',
    ]);
  });

  it('is what is shared, for a config outside of any project', async () => {
    const tool = tempProject({ 'tool.mjs': 'export const defineConfig = (config) => config;' });
    const root = tempProject({
      'hatchery.config.mjs': `import { defineConfig } from 'the-tool'; export default defineConfig({ streams: [] });`,
    });
    const project = await openProject({
      cwd: root,
      shared: { 'the-tool': pathToFileURL(join(tool, 'tool.mjs')).href },
    });
    expect(project.problems).to.deep.equal([]);
  });

  it('is an embedded plugin, for a config that has none of its own', async () => {
    const tool = tempProject(projectWith([sourcePackage('hatchery-source-inside'), disk]));
    const root = tempProject({
      'hatchery.config.mjs': configOf(`import inside from 'hatchery-source-inside';`, `inside({ token: 'token-0' })`),
    });
    const project = await openProject({ cwd: root, pluginFolders: [{ directory: tool, origin: 'embedded' }] });
    const [stream] = await project.bind(project.streams);
    expect(stream?.source.plugin).to.deep.equal({ name: 'hatchery-source-inside', version: '1.2.3' });
  });

  for (const [file, imports] of [
    ['hatchery.config.mjs', `import old from 'hatchery-source-old';`],
    ['hatchery.config.cjs', `const old = require('hatchery-source-old');`],
  ] as const) {
    it(`is no plugin that does not fit, for ${file}`, async () => {
      const old = sourcePackage(
        'hatchery-source-old',
        { range: '^9.0.0' },
        `globalThis.hatcheryTestOld = true; ${sourceCode}`,
      );
      const text = configOf(imports, 'old({})');
      const root = tempProject(
        projectWith([old, disk], {
          [file]: file.endsWith('.cjs') ? text.replace('export default', 'module.exports =') : text,
        }),
      );
      const error = await failureOf(openProject({ cwd: root }));
      expect(error.code).to.equal('PLUGIN_INCOMPATIBLE');
      expect(error.message).to.contain('^9.0.0');
      expect(globalThis).to.not.have.property('hatcheryTestOld');
    });
  }

  it('is an error with the install command, for a plugin that a config imports and that is not there', async () => {
    const root = tempProject({
      'hatchery.config.mjs': configOf(`import gone from 'hatchery-source-gone';`, 'gone({})'),
    });
    const error = await failureOf(openProject({ cwd: root }));
    expect(error.code).to.equal('PLUGIN_NOT_INSTALLED');
    expect(error.hint).to.contain('hatchery plugins install hatchery-source-gone');
  });
});

describe('where a binding came from', () => {
  it('is found for packages, through links and helpers, for files, and is inline else', async () => {
    const elsewhere = tempProject(sourcePackage('hatchery-source-linked', { version: '7.0.0' }));
    const root = tempProject(
      projectWith([sourcePackage('hatchery-source-a', { version: '6.0.0' }), disk], {
        'helper.mjs': `export { default as a } from 'hatchery-source-a';`,
        'own.mjs': sourceCode,
        'hatchery.config.mjs': `
        import { a } from './helper.mjs';
        import own from './own.mjs';
        import linked from 'hatchery-source-linked';
        import { defineSource, z } from '@hatchery/core';
        const inline = defineSource({ config: z.strictObject({}), async collect() {} });
        const destination = { use: 'disk', path: 'p' };
        const token = 'token-0';
        export default { streams: [a({ token }), own({ token }), linked({ token }), inline({}), async () => {}].map((source, n) => ({ id: 's' + n, source, destination })) };`,
      }),
    );
    link(elsewhere, join(root, 'node_modules/hatchery-source-linked'));
    addFiles(root, {});
    const project = await openProject({ cwd: root });
    const streams = await project.bind(project.streams);
    expect(streams.map(({ source }) => source.plugin)).to.deep.equal([
      { name: 'hatchery-source-a', version: '6.0.0' },
      { name: './own.mjs' },
      { name: 'hatchery-source-linked', version: '7.0.0' },
      { name: 'inline' },
      { name: 'inline' },
    ]);
    expect(project.streams.map(({ source }) => source)).to.deep.equal(['a', './own.mjs', 'linked', 'inline', 'inline']);
  });
});
