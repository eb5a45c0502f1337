import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../src/index.ts';
import { failureOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';
import { tempProject } from './support/temp-project.ts';

const reading = async (name: string, text: string) => failureOf(openWith(text, { name }));

describe('reading a data config', () => {
  for (const [what, text] of Object.entries({
    blank: ' \n\t\n',
    comments: '# nothing\n',
    null: 'null\n',
    separator: '---\n',
  })) {
    it(`calls a file with only ${what} empty`, async () => {
      expect((await reading('hatchery.yaml', text)).code).to.equal('CONFIG_EMPTY');
    });
  }

  it('calls an empty file and an empty key of package.json empty', async () => {
    expect((await reading('hatchery.json', '')).code).to.equal('CONFIG_EMPTY');
    expect((await reading('hatchery.config.ts', '')).code).to.equal('CONFIG_EMPTY');
    const root = tempProject({ 'package.json': '{"hatchery": null}' });
    expect((await failureOf(openProject({ cwd: root }))).code).to.equal('CONFIG_EMPTY');
  });

  const broken: [what: string, name: string, text: string, place: string][] = [
    ['tabs', 'hatchery.yaml', 'streams:\n\t- id: a\n', ':2:1'],
    ['duplicate keys', 'hatchery.yaml', 'streams:\n  - id: a\n    id: b\n', ':3:5'],
    ['an unclosed list', 'hatchery.yaml', 'streams: [\n', ':2:1'],
    ['a second document', 'hatchery.yaml', 'streams: []\n---\nstreams: []\n', ':2:'],
    ['an alias without anchor', 'hatchery.yaml', 'streams: *none\n', ':1:10'],
    ['broken JSON', 'hatchery.json', '{"streams": [}', ':1:'],
    ['duplicate keys in JSON', 'hatchery.json', '{"streams": [],\n "streams": []}', ':2:2'],
  ];
  for (const [what, name, text, place] of broken) {
    it(`says where ${what} are`, async () => {
      const error = await reading(name, text);
      expect(error.code).to.equal('CONFIG_SYNTAX');
      expect(error.message).to.contain(`${name}${place}`);
    });
  }

  it('does not quote what may be a secret in a syntax error', async () => {
    const error = await reading('hatchery.json', '{"streams": [{"token": xoxb-very-secret}]}');
    expect(error.code).to.equal('CONFIG_SYNTAX');
    expect(`${error.message}${error.hint}`).to.not.contain('xoxb');
  });

  it('refuses aliases that multiply without end', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`,
    );
    const error = await reading('hatchery.yaml', `a0: &a0 [x]\n${levels.join('\n')}\n`);
    expect(error.code).to.equal('CONFIG_SYNTAX');
  });

  it('refuses bytes that are not UTF-8', async () => {
    const root = tempProject();
    writeFileSync(join(root, 'hatchery.yaml'), Buffer.from([0x73, 0xff, 0xfe, 0x00]));
    expect((await failureOf(openProject({ cwd: root }))).code).to.equal('CONFIG_UNREADABLE');
  });

  it('refuses a language it does not know', async () => {
    const root = tempProject({ 'hatchery.toml': 'x = 1' });
    const error = await failureOf(openProject({ cwd: root, configPath: 'hatchery.toml' }));
    expect(error.code).to.equal('CONFIG_UNREADABLE');
    expect(error.hint).to.contain('.yaml');
  });

  it('reads anchors and merge keys, with a byte order mark and Windows line breaks', async () => {
    const text = [
      '\ufeffstreams:',
      '  - &base',
      '    id: a',
      '    tags: [daily]',
      '    source: &src { use: acme, token: t0 }',
      '    destination: { use: disk, path: ./logs }',
      '  - { <<: *base, id: b, source: { <<: *src, limit: 7 } }',
      '',
    ].join('\r\n');
    const project = await openWith(text);
    const [, second] = await project.bind(project.streams);
    expect(second?.id).to.equal('b');
    expect(second?.tags).to.deep.equal(['daily']);
    expect(second?.source.config).to.include({ limit: 7 });
  });

  it('says where a value that came through an alias or merge key is written', async () => {
    const project = await openWith(
      'streams:\n  - &base\n    id: a\n    compress: zip\n    source: { use: acme, token: token-0 }\n    destination: { use: disk, path: x }\n  - { <<: *base, id: b }\n',
    );
    expect(project.problems.map(({ line, column }) => [line, column])).to.deep.equal([
      [4, 15],
      [4, 15],
    ]);
  });

  it('reads JSON with tabs', async () => {
    const text =
      '{\n\t"streams": [\n\t\t{ "id": "ü", "source": { "use": "acme", "token": "t" }, "destination": { "use": "disk", "path": "p" } }\n\t]\n}';
    const project = await openWith(text, { name: 'hatchery.json' });
    expect((await project.bind(project.streams)).map(({ id }) => id)).to.deep.equal(['ü']);
  });

  it('keeps hostile keys from reaching prototypes', async () => {
    const project = await openWith(
      '__proto__: { polluted: yes }\nstreams: []\ndefaults: { __proto__: { polluted: yes } }\n',
    );
    expect(project.problems.map(({ path }) => path.join('.'))).to.include.members(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });
});

describe('reading a code config', () => {
  const streams = `[{ id: 'a', source: async () => {}, destination: { use: 'disk', path: 'x' } }]`;
  const good: [name: string, text: string][] = [
    ['hatchery.config.ts', `const list: object[] = ${streams};\nexport default { streams: list };`],
    ['hatchery.config.mts', `export default Promise.resolve({ streams: ${streams} });`],
    [
      'hatchery.config.mjs',
      `export default ({ environment }) => ({ streams: environment === undefined ? ${streams} : [] });`,
    ],
    ['hatchery.config.js', `exports.default = undefined; module.exports = async () => ({ streams: ${streams} });`],
    ['hatchery.config.cjs', `module.exports = { streams: ${streams} };`],
  ];
  for (const [name, text] of good) {
    it(`imports ${name}`, async () => {
      const project = await openWith(text, { name });
      expect(project.problems).to.deep.equal([]);
      expect(project.streams).to.deep.equal([{ id: 'a', tags: [], source: 'inline', destination: 'disk' }]);
      expect(await project.bind(project.streams)).to.have.length(1);
    });
  }

  it('tells a function its environment', async () => {
    const text = `export default ({ environment }) => ({ streams: [], environments: { [environment]: {} } });`;
    const project = await openWith(text, { name: 'hatchery.config.mjs', environment: 'prod' });
    expect(project.environment).to.equal('prod');
  });

  const throwing: [what: string, text: string, cause: string][] = [
    ['throws', `throw new Error('boom');`, 'boom'],
    ['throws ENOENT', `import { readFileSync } from 'node:fs'; readFileSync('/no/such/file');`, 'ENOENT'],
    ['has a type error at run time', `const x: any = undefined;\nexport default { streams: x.list };`, 'TypeError'],
    ['rejects', `export default Promise.reject(new Error('late'));`, 'late'],
    ['is a function that throws', `export default () => { throw new Error('called'); };`, 'called'],
    ['throws a text', `throw 'only text';`, 'only text'],
    ['imports what is not there', `import 'no-such-package-at-all'; export default {};`, 'no-such-package-at-all'],
  ];
  for (const [what, text, cause] of throwing) {
    it(`says so when it ${what}`, async () => {
      const error = await reading('hatchery.config.ts', text);
      expect(error.code).to.equal('CONFIG_THREW');
      expect(error.message).to.contain('hatchery.config.ts').and.to.contain(cause);
      expect(error.cause).to.not.equal(undefined);
    });
  }

  it('tells a syntax error from one that was thrown', async () => {
    const error = await reading('hatchery.config.mjs', 'export default {\n  streams: [\n');
    expect(error.code).to.equal('CONFIG_SYNTAX');
    expect(error.message).to.contain('hatchery.config.mjs');
    const typed = await reading('hatchery.config.ts', 'export default {\n  streams: [\n');
    expect(typed.code).to.equal('CONFIG_SYNTAX');
    expect(typed.message).to.match(/hatchery\.config\.ts:2/);
    const thrown = await reading('hatchery.config.mjs', 'JSON.parse("{"); export default {};');
    expect(thrown.code).to.equal('CONFIG_THREW');
  });

  for (const text of ['export const config = {};', 'export default undefined;', 'export default () => null;']) {
    it(`calls "${text}" empty`, async () => {
      expect((await reading('hatchery.config.mjs', text)).code).to.equal('CONFIG_EMPTY');
    });
  }
});
