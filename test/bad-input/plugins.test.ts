import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import { hatchery } from '../../cli/test/support/hatchery.ts';
import { badProject, buildAll } from './support/bad-project.ts';
import { expectFailure } from './support/expect-failure.ts';

const using = (source: string, destination = '{ use: file, path: ./logs }'): string =>
  `streams:\n  - id: one\n    source: ${source}\n    destination: ${destination}\n`;

/** A package that is installed and listed, whose code must not run unless it fits. */
function installed(name: string, manifest: object, code: string): Record<string, string> {
  return {
    'package.json': JSON.stringify({ dependencies: { [name]: '*', 'hatchery-source-http': '*' } }),
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: '3.2.1',
      type: 'module',
      exports: './index.js',
      peerDependencies: { '@hatchery/core': '^1.0.0' },
      ...manifest,
    }),
    [`node_modules/${name}/index.js`]: code,
  };
}

describe('bad input: plugins', function () {
  this.timeout(60_000);
  before(buildAll);

  for (const [what, source, destination, error, says] of [
    [
      'an unknown plugin',
      '{ use: okta }',
      undefined,
      'PLUGIN_NOT_INSTALLED',
      ['`hatchery plugins install hatchery-source-okta`'],
    ],
    ['a misspelt plugin', '{ use: htpp }', undefined, 'PLUGIN_NOT_INSTALLED', ['Did you mean "http"?']],
    ['a plugin file that is not there', '{ use: ./mine.ts }', undefined, 'PLUGIN_NOT_INSTALLED', ['mine.ts']],
    ['a destination for a source', '{ use: file, path: x }', undefined, 'PLUGIN_WRONG_KIND', ['is a destination']],
    [
      'a source for a destination',
      '{ use: http, url: "https://a.invalid" }',
      '{ use: hatchery-source-slack, token: x }',
      'PLUGIN_WRONG_KIND',
      ['hatchery-source-slack is a source'],
    ],
  ] as const) {
    it(what, async () => {
      await using at = await badProject({ 'hatchery.yaml': using(source, destination) });
      await expectFailure(at, ['run', '-a'], { code: 2, error, says });
    });
  }

  for (const range of ['^2.0.0', '^0.9.0', '<1.0.0', 'latest', 'workspace:^']) {
    it(`a plugin for the range ${range}, of which no code runs`, async () => {
      const code = 'import { writeFileSync } from "node:fs"; writeFileSync("ran", "");';
      const files = installed('hatchery-source-old', { peerDependencies: { '@hatchery/core': range } }, code);
      await using at = await badProject({ ...files, 'hatchery.yaml': using('{ use: old }') });
      const says = ['hatchery-source-old', '3.2.1', range, '@hatchery/core 1.'];
      const { stderr } = await expectFailure(at, ['run', '-a'], { code: 2, error: 'PLUGIN_INCOMPATIBLE', says });
      expect(stderr).to.include('hint:');
      expect(await readdir(at.cwd)).not.to.include('ran');
    });
  }

  for (const [what, code, error, says] of [
    ['throws while it loads', 'throw new TypeError("no luck");', 'PLUGIN_THREW', ['TypeError: no luck']],
    [
      'imports what is not there',
      'import "gone-away";',
      'PLUGIN_DEPENDENCY_MISSING',
      ['gone-away', 'hatchery plugins install'],
    ],
    ['exports nothing', 'export const x = 1;', 'PLUGIN_NOT_A_PLUGIN', ['is not a hatchery plugin']],
    ['is not JavaScript', 'export default {', 'PLUGIN_THREW', ['SyntaxError']],
  ] as const) {
    it(`a plugin that ${what}: fatal if used, a warning at most if not`, async () => {
      const files = installed('hatchery-source-bad', {}, code);
      await using at = await badProject({ ...files, 'hatchery.yaml': using('{ use: bad }') });
      await expectFailure(at, ['run', '-a'], { code: 2, error, says: ['hatchery-source-bad', ...says] });
      await at.write({ 'hatchery.yaml': using('{ use: http, url: "https://acme.invalid/" }') });
      const unused = await hatchery(['check'], at);
      expect(unused.code, unused.stderr).to.equal(0);
    });
  }
});
