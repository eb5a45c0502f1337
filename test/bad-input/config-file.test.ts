import { expect } from 'chai';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { badProject, buildAll, httpStream } from './support/bad-project.ts';
import { expectFailure } from './support/expect-failure.ts';

const good = httpStream('https://acme.invalid/');

describe('bad input: the config file', function () {
  this.timeout(60_000);
  before(buildAll);

  it('there is none', async () => {
    await using at = await badProject();
    await expectFailure(at, ['run', '-a'], {
      code: 2,
      error: 'CONFIG_NOT_FOUND',
      says: [at.cwd, 'hatchery.yaml', 'hatchery.config.ts', '`hatchery init`'],
    });
  });

  it('the one named is not there, though another is', async () => {
    await using at = await badProject({ 'hatchery.yaml': good });
    const says = [join(at.cwd, 'other.yaml'), '--config'];
    await expectFailure(at, ['run', '-a', '-c', 'other.yaml'], { code: 2, error: 'CONFIG_NOT_FOUND', says });
  });

  it('it cannot be read', async () => {
    await using at = await badProject();
    const path = join(at.cwd, 'hatchery.yaml');
    // Root reads whatever the permissions say; a folder in the file's place nobody reads.
    if (process.getuid?.() === 0) await mkdir(path);
    else {
      await at.write({ 'hatchery.yaml': good });
      await chmod(path, 0);
    }
    await expectFailure(at, ['run', '-a'], { code: 2, error: 'CONFIG_UNREADABLE', says: [path, 'permissions'] });
  });

  for (const [what, name, text, error, says] of [
    ['empty YAML', 'hatchery.yaml', '', 'CONFIG_EMPTY', ['hatchery.yaml', 'empty']],
    ['blank YAML', 'hatchery.yaml', '\n  \n', 'CONFIG_EMPTY', ['empty']],
    ['YAML of comments', 'hatchery.yaml', '# nothing yet\n', 'CONFIG_EMPTY', ['empty']],
    ['JSON null', 'hatchery.json', 'null', 'CONFIG_EMPTY', ['hatchery.json']],
    ['TypeScript without a default', 'hatchery.config.ts', 'export const config = {};', 'CONFIG_EMPTY', ['default']],
    [
      'YAML with tabs',
      'hatchery.yaml',
      'streams:\n\t- id: one\n',
      'CONFIG_SYNTAX',
      [/hatchery\.yaml:2:\d+: .*tab/i, 'spaces, never with tabs'],
    ],
    [
      'YAML with a key twice',
      'hatchery.yaml',
      `${good}    tags: [a]\n    tags: [b]\n`,
      'CONFIG_SYNTAX',
      [/hatchery\.yaml:9:5: .*unique/i],
    ],
    [
      'JSON with a key twice',
      'hatchery.json',
      '{\n "streams": [],\n "streams": []\n}',
      'CONFIG_SYNTAX',
      [/hatchery\.json:3:2: .*unique/i],
    ],
    ['broken JSON', 'hatchery.json', '{"streams": [\n', 'CONFIG_SYNTAX', [/hatchery\.json:2:\d+/]],
    ['a text for a config', 'hatchery.yaml', 'just words\n', 'CONFIG_INVALID', [/hatchery\.yaml:1:1: .*no object/]],
    [
      'TypeScript with a type error at run time',
      'hatchery.config.ts',
      'const settings: { url?: URL } = {};\nexport default { streams: [{ id: settings.url!.host }] };\n',
      'CONFIG_THREW',
      ['hatchery.config.ts', 'TypeError', 'host', /hatchery\.config\.ts:2:\d+/],
    ],
    [
      'TypeScript that is none',
      'hatchery.config.ts',
      'export default {\n  streams: [}\n};\n',
      'CONFIG_SYNTAX',
      ['hatchery.config.ts:2'],
    ],
    [
      'TypeScript that throws no error',
      'hatchery.config.ts',
      'throw undefined;',
      'CONFIG_THREW',
      ['hatchery.config.ts', 'undefined'],
    ],
    [
      'TypeScript that imports what is not there',
      'hatchery.config.ts',
      "import { x } from './helper.ts';\nexport default { streams: [x] };",
      'CONFIG_THREW',
      ['helper.ts'],
    ],
    [
      'TypeScript that imports a plugin that is not there',
      'hatchery.config.ts',
      "import okta from 'hatchery-source-okta';\nexport default { streams: [okta] };",
      'PLUGIN_NOT_INSTALLED',
      ['`hatchery plugins install hatchery-source-okta`'],
    ],
  ] as const) {
    it(what, async () => {
      await using at = await badProject({ [name]: text });
      const { stdout } = await expectFailure(at, ['run', '-a'], { code: 2, error, says });
      expect(stdout).to.equal('');
      await expectFailure(at, ['check'], { code: 2, error, says });
    });
  }
});
