import { expect } from 'chai';
import { badProject, buildAll } from './support/bad-project.ts';
import { expectFailure } from './support/expect-failure.ts';

/** Line 4 is the source, 5 the destination, 6 what a case adds. */
const withLine = (line: string, source = '{ use: http, url: "https://acme.invalid/" }'): string =>
  `streams:\n  - tags: [daily]\n    id: one\n    source: ${source}\n    destination: { use: file, path: ./logs }\n    ${line}\n`;
const withSource = (source: string): string => withLine('compress: gzip', source);

describe('bad input: what the config says', function () {
  this.timeout(60_000);
  before(buildAll);

  for (const [what, text, says] of [
    ['an unknown key', withLine('compres: gzip'), [/yaml:6:5: .*"compres"/, 'Did you mean "compress"']],
    ['an unknown option', withSource('{ use: http, ulr: x }'), [/yaml:4:26: .*"ulr"/, 'Did you mean "url"']],
    ['an unknown key at the top', `strems: []\n`, [/yaml:1:1: .*"strems"/, 'Did you mean "streams"']],
    ['a text for a list', withLine('timeout: []'), [/yaml:6:14: streams\[0\]\.timeout/]],
    [
      'an option of the wrong type',
      withSource('{ use: http, url: 7 }'),
      [/yaml:4:31: streams\[0\]\.source\.url: .*expected a text, found the number 7/],
    ],
    [
      'a secret of the wrong type',
      withSource('{ use: slack, token: [ "${env:TOKEN}" ] }'),
      [/yaml:4:34: streams\[0\]\.source\.token/],
    ],
    ['no stream but a text', 'streams: [one]\n', [/yaml:1:11: streams\[0\]/]],
    [
      'a variable that is not set',
      withSource('{ use: slack, token: "${env:NOT_SET}" }'),
      [/yaml:4:34: streams\[0\]\.source\.token: .*NOT_SET/],
    ],
    [
      'a variable that is empty',
      withSource('{ use: slack, token: "${env:EMPTY}" }'),
      [/yaml:4:34: streams\[0\]\.source\.token: .*EMPTY/],
    ],
    [
      'a secret file that is not there',
      withSource('{ use: slack, token: "${file:secrets/token}" }'),
      [/yaml:4:34: .*secrets\/token.* does not exist/],
    ],
    [
      'a secret file that is a folder',
      withSource('{ use: slack, token: "${file:node_modules}" }'),
      [/yaml:4:34: .*node_modules.* is a folder/],
    ],
    ['a reference never closed', withSource('{ use: slack, token: "${env:TOKEN" }'), [/yaml:4:34/]],
    ['a span in words', withLine('lookback: a while'), [/yaml:6:15: .*lookback/, /a while/]],
    ['a span below 0', withLine('overlap: -5m'), [/yaml:6:14: .*overlap/]],
    ['a time-out of nothing', withLine('timeout: 0s'), [/yaml:6:14: .*longer than 0/]],
    ['an unknown compression', withLine('compress: brotli'), [/yaml:6:15: /, 'gzip']],
    ['a template with an unknown placeholder', withLine('name: "{day}"'), [/yaml:6:11: .*\{day\}.*\{DD\}/]],
    ['no destination', 'streams:\n  - source: { use: http, url: "https://a.invalid" }\n', [/yaml:2:5: .*destination/]],
  ] as const) {
    it(what, async () => {
      await using at = await badProject({ 'hatchery.yaml': text });
      const env = { EMPTY: '' };
      await expectFailure(at, ['run', '-a'], { code: 2, error: 'CONFIG_INVALID', says, env });
    });
  }

  it('two streams with one id: both places, and the problems of each', async () => {
    const stream = (option: string): string =>
      `  - id: twice\n    source: { use: http, ${option} }\n    destination: { use: file, path: ./logs }\n`;
    const text = `streams:\n${stream('url: 1')}${stream('url: 2')}`;
    await using at = await badProject({ 'hatchery.yaml': text });
    const says = [
      /yaml:5:9: streams\[1\]\.id: the id "twice" is taken: streams\[0\] \(.*yaml:2:9\)/,
      /yaml:3:31: .*found the number 1/,
      /yaml:6:31: .*found the number 2/,
    ];
    const { stderr } = await expectFailure(at, ['run', '-a'], { code: 2, error: 'CONFIG_INVALID', says });
    expect(stderr.match(/yaml:\d+:\d+: /g)).to.have.length(3);
  });

  it('a secret in the place of something else is not shown', async () => {
    await using at = await badProject({ 'hatchery.yaml': withSource('{ use: http, url: "${env:TOKEN}", limit: 1 }') });
    await expectFailure(at, ['run', '-a'], { code: 2, error: 'CONFIG_INVALID', says: [/yaml:4/] });
  });

  it('everything at once, in the order of the file', async () => {
    const text = `${withSource('{ use: slack, token: "${env:NOT_SET}", limt: 5 }')}extra: 1\n`;
    await using at = await badProject({ 'hatchery.yaml': text });
    const { stderr } = await expectFailure(at, ['run', '-a'], {
      code: 2,
      error: 'CONFIG_INVALID',
      says: ['3 problems'],
    });
    expect(stderr.match(/yaml:(\d+):\d+/g)?.map((place) => place.split(':')[1])).to.deep.equal(['4', '4', '7']);
  });
});
