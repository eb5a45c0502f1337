import { expect } from 'chai';
import { join } from 'node:path';
import { openProject, projectFrom } from '../src/index.ts';
import { failureOf, problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';
import { destinationPackage, projectWith, sourceCode, sourcePackage, soundPackages } from './support/plugin-files.ts';
import { tempProject } from './support/temp-project.ts';

const canary = 'xoxb-canary-5f3a9d';

async function problems(config: string, variables: Record<string, string> = {}, packages = soundPackages) {
  const project = await openWith(config, { variables, packages });
  return problemsOf(project.bind(project.streams));
}

const stream = (source: string, rest = '') => `
streams:
  - id: a
    source: ${source}
    destination: { use: disk, path: ./logs }
    ${rest}
`;

describe('problems of a config', () => {
  it('are all told at once: frame, plugins, options and references', async () => {
    const found = await problems(`
streams:
  - tag: [a]
    source: { use: acme, tokn: abc, limit: a lot, mode: fats }
    destination: { use: disk, path: 5 }
    compress: gzp
    lookback: 10 parsecs
  - id: 7
    source: { use: acmee, token: "\${env:NOPE}" }
  - id: c
    source: { use: acme, token: "\${file:none.txt}" }
    destination: { use: disk, path: p }
    timeout: 0
stream: []
`);
    const summary = found.map(({ line, column, path, message }) => `${line}:${column} ${path.join('.')} ${message}`);
    expect(summary).to.deep.equal([
      '3:5 streams.0.tag there is no key "tag" here',
      '4:13 streams.0.source.token is missing',
      '4:26 streams.0.source.tokn there is no key "tokn" here',
      '4:44 streams.0.source.limit has the wrong type',
      '4:57 streams.0.source.mode is none of the known values',
      '5:37 streams.0.destination.path has the wrong type',
      '6:15 streams.0.compress is none of the known values',
      '7:15 streams.0.lookback expected a duration such as "90s", "10m", "1h30m" or "7d"',
      '8:5 streams.1.destination is missing',
      '8:9 streams.1.id has the wrong type',
      '9:20 streams.1.source.use The plugin hatchery-source-acmee is not installed.',
      '9:34 streams.1.source.token the environment variable NOPE is not set',
      found[12]?.line === 11 ? summary[12] : 'the missing file at line 11',
      '13:14 streams.2.timeout must be longer than 0',
      '14:1 stream there is no key "stream" here',
    ]);
    expect(found[12]?.message).to.contain('none.txt does not exist');
    expect(new Set(found.map(({ file }) => file)).size).to.equal(1);
    const hints = found.map(({ hint }) => hint ?? '').join('\n');
    for (const name of ['tags', 'token', 'fast', 'gzip', 'acme', 'streams']) expect(hints).to.contain(`"${name}"`);
  });

  it('say what was expected and what was found', async () => {
    const [limit, mode, deep] = await problems(
      stream('{ use: acme, token: token-0, limit: 0, mode: quick, deep: [1] }'),
    );
    expect(limit).to.include({ expected: 'at least 1', found: 'the number 0' });
    expect(mode).to.include({ expected: '"fast" or "slow"', found: '"quick"' });
    expect(deep).to.include({ expected: 'true or false', found: 'a list' });
  });

  const leaks: [what: string, source: string][] = [
    ['a token under a misspelt key', `{ use: acme, tokn: ${canary} }`],
    ['a token where a number belongs', `{ use: acme, token: token-0, limit: ${canary} }`],
    ['a token where a URL belongs', `{ use: acme, token: token-0, baseUrl: ${canary} }`],
    ['a token in a list', `{ use: acme, token: [${canary}] }`],
    ['a token in an object', `{ use: acme, token: { value: ${canary} } }`],
    ['a variable in the wrong place', '{ use: acme, token: token-0, limit: "${env:CANARY}" }'],
    ['a variable in an enum', '{ use: acme, token: token-0, mode: "${env:CANARY}" }'],
    ['a variable inside a text', '{ use: acme, token: token-0, baseUrl: "no ${env:CANARY} url" }'],
    ['a variable in a key that is unknown', '{ use: acme, token: token-0, nope: "${env:CANARY}" }'],
    ['a default that is a token', `{ use: acme, token: token-0, limit: "\${env:NONE:-${canary}}" }`],
  ];
  for (const [what, source] of leaks) {
    it(`do not show ${what}`, async () => {
      const project = await openWith(stream(source), { variables: { CANARY: canary } });
      const error = await failureOf(project.bind(project.streams));
      const told = [error.message, error.hint, JSON.stringify('problems' in error ? error.problems : ''), error.stack];
      expect(told.join('\n')).to.not.contain(canary);
    });
  }

  it('do not show what a plugin puts into its own message', async () => {
    const code = sourceCode.replace(
      'z.boolean().optional()',
      'z.string().refine(() => false, { error: (issue) => `cannot use ${issue.input}` }).optional()',
    );
    const found = await problems(stream('{ use: acme, token: token-0, deep: "${env:CANARY}" }'), { CANARY: canary }, [
      sourcePackage('hatchery-source-acme', {}, code),
      destinationPackage('hatchery-dest-disk'),
    ]);
    expect(found[0]?.message).to.not.contain(canary);
    expect(found[0]?.found).to.equal('"${env:CANARY}"');
  });

  it('do not show what a plugin throws about the value of a reference', async () => {
    const code = sourceCode.replace(
      'z.boolean().optional()',
      'z.string().refine((value) => { throw new TypeError(`cannot use ${value}`); }).optional()',
    );
    const project = await openWith(stream('{ use: acme, token: token-0, deep: "${env:CANARY}" }'), {
      variables: { CANARY: canary },
      packages: [sourcePackage('hatchery-source-acme', {}, code), destinationPackage('hatchery-dest-disk')],
    });
    const error = await failureOf(project.bind(project.streams));
    expect(error.code).to.equal('PLUGIN_THREW');
    const { message, stack } = error.cause as Error;
    expect([error.message, error.stack, message, stack].join('\n')).to.not.contain(canary);
    expect(message).to.match(/use \$\{env:CANARY\}/);
  });

  it('keep terminals safe from what a config holds', async () => {
    const project = await openWith('streams:\n  - id: a\n    "k\\e[31m\\u202e": 1\n    compress: "\\e]0;x\\a"\n');
    const error = await failureOf(project.bind(project.streams));
    expect(error.message).to.not.match(/[\u001b\u0007\u202e]/);
  });

  it('are a frame of the wrong shape, said in few words', async () => {
    const one = async (text: string) =>
      (await openWith(text)).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(await one('- a\n- b')).to.deep.equal([': the config is no object']);
    expect(await one('just text')).to.deep.equal([': the config is no object']);
    expect(await one('{}')).to.deep.equal(['streams: is missing']);
    expect(await one('streams:')).to.deep.equal(['streams: has the wrong type']);
    expect(await one('streams: { a: 1 }')).to.deep.equal(['streams: has the wrong type']);
    expect(await one('streams: [null, 5]')).to.deep.equal([
      'streams.0: has the wrong type',
      'streams.1: has the wrong type',
    ]);
    expect(await one('streams: []\nenvironments:\n  prod:\ndefaults:\n')).to.deep.equal([]);
  });

  const sources: [written: string, message: string][] = [
    ['acme', 'is a text'],
    ['5', 'expected an object with "use"'],
    ['[]', 'expected an object with "use"'],
    ['{ use: 5 }', '"use" must be the name of a plugin'],
    ['{ use: "" }', '"use" must be the name of a plugin'],
    ['{ token: token-0 }', 'is missing'],
    ['{ kind: source, definition: { collect: x }, config: {} }', 'is missing'],
  ];
  for (const [written, message] of sources) {
    it(`explain a source written as ${written}`, async () => {
      const found = await problems(stream(written));
      expect(found.map((problem) => problem.message).join()).to.contain(message);
    });
  }

  it('name both places of two streams with one id', async () => {
    const each = '{ id: twice, source: { use: acme, token: token-0 }, destination: { use: disk, path: p } }';
    const [found, ...rest] = await problems(`streams:\n  - ${each}\n  - ${each}\n`);
    expect(rest).to.deep.equal([]);
    expect(found).to.include({ line: 3, column: 11 });
    expect(found?.message).to.contain('streams[0]').and.to.contain('hatchery.yaml:2:11');
  });

  it('have the path inside a code config, which has no lines', async () => {
    const root = tempProject(
      projectWith(soundPackages, {
        'hatchery.config.mjs': `
          import acme from 'hatchery-source-acme';
          import disk from 'hatchery-dest-disk';
          export default { streams: [
            { id: 'a', source: acme({ limit: 'x' }), destination: disk({ path: './logs' }) },
            { id: 'b', source: acme, destination: disk({ path: './logs' }) },
            { id: 'c', source: disk({ path: 'x' }), destination: () => {} },
          ] };`,
      }),
    );
    const project = await openProject({ cwd: root });
    const found = await problemsOf(project.bind(project.streams));
    const summary = found.map(({ line, path, message }) => [line, path.join('.'), message.slice(0, 30)]);
    expect(summary).to.have.deep.members([
      [undefined, 'streams.0.source.token', 'is missing'],
      [undefined, 'streams.0.source.limit', 'has the wrong type'],
      [undefined, 'streams.1.source', 'is a plugin without options; c'],
      [undefined, 'streams.2.source', 'is a destination; expected a s'],
      [undefined, 'streams.2.destination', 'is a function; expected an obj'],
    ]);
    expect(found[0]?.file).to.equal(join(root, 'hatchery.config.mjs'));
  });

  it('convert whole references where the schema asks for a number or a boolean, and nothing else', async () => {
    const variables = { LIMIT: '250', DEEP: 'false', WORD: 'word', ID: '42' };
    const good = await openWith(
      stream(
        '{ use: acme, token: token-0, limit: "${env:LIMIT}", deep: "${env:DEEP}", filter: { user: "${env:ID}" } }',
      ),
      { variables },
    );
    const [bound] = await good.bind(good.streams);
    expect(bound?.source.config).to.deep.include({ limit: 250, deep: false, filter: { user: '42' } });
    const found = await problems(
      stream('{ use: acme, token: token-0, limit: "${env:WORD}", deep: "${env:LIMIT}" }'),
      variables,
    );
    expect(found.map(({ found: shown }) => shown)).to.deep.equal(['"${env:WORD}"', '"${env:LIMIT}"']);
    const partly = await problems(stream('{ use: acme, token: token-0, limit: "1${env:LIMIT}" }'), variables);
    expect(partly).to.have.length(1);
  });

  it('resolve references in every setting of a stream', async () => {
    const variables = { ID: 'from-env', TAG: 'daily', ZIP: 'zstd', BACK: '2h', USE: 'acme' };
    const project = await openWith(
      'streams:\n  - id: "${env:ID}"\n    tags: ["${env:TAG}", b]\n    source: { use: "${env:USE}", token: token-0 }\n    destination: { use: disk, path: p }\n    compress: "${env:ZIP}"\n    lookback: "${env:BACK}"\n',
      { variables },
    );
    expect(project.streams).to.deep.equal([
      { id: 'from-env', tags: ['daily', 'b'], source: 'acme', destination: 'disk' },
    ]);
    expect((await project.bind(project.streams))[0]).to.include({ compress: 'zstd', lookback: 7_200_000 });
    const wrong = await problems(
      'streams:\n  - id: "${env:NONE}"\n    tags: ["${env:GONE}"]\n    source: { use: "${env:LOST}" }\n    destination: { use: disk, path: p }\n    compress: "${env:ZAP}"\n',
      { ZAP: 'zap' },
    );
    expect(wrong.map(({ path }) => path.slice(2).join('.'))).to.deep.equal(['id', 'tags.0', 'source.use', 'compress']);
    expect(wrong[3]).to.include({ found: '"${env:ZAP}"' });
  });

  it('of one stream do not stop another, but a check of all reports them', async () => {
    const project = await openWith(`
streams:
  - { id: mine, source: { use: acme, token: token-0 }, destination: { use: disk, path: p } }
  - { id: theirs, source: { use: acme, token: "\${env:THEIRS}" }, destination: { use: gone, path: p } }
`);
    expect(await project.bind(project.select({ ids: ['mine'] }))).to.have.length(1);
    expect(await problemsOf(project.bind(project.streams))).to.have.length(2);
  });

  it('of the frame come with a selection that matches nothing, as they may be the reason', async () => {
    const project = await openWith(stream('{ use: acme, token: token-0 }', 'tag: [daily]'));
    expect((await failureOf((async () => project.select({ tags: ['daily'] }))())).code).to.equal('CONFIG_INVALID');
  });

  it('are found in a config in memory too', async () => {
    const project = await projectFrom(
      { streams: [{ id: 'a', source: { use: 'nope' }, destination: { use: 5 } }] } as never,
      { cwd: tempProject() },
    );
    const found = await problemsOf(project.bind(project.streams));
    expect(found.every(({ file }) => file === undefined)).to.equal(true);
    expect((await failureOf(projectFrom(undefined as never))).code).to.equal('CONFIG_EMPTY');
  });
});
