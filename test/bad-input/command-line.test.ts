import { badProject, buildAll } from './support/bad-project.ts';
import { expectFailure } from './support/expect-failure.ts';

const stream = (id: string, tags: string): string =>
  `  - { id: ${id}, tags: ${tags}, source: { use: http, url: "https://acme.invalid/" }, destination: { use: file, path: ./logs } }\n`;
const config = `streams:\n${stream('slack', '[hourly, chat]')}${stream('okta', '[daily]')}`;

describe('bad input: the command line', function () {
  this.timeout(60_000);
  before(buildAll);

  for (const [what, args, code, error, says] of [
    ['a tag that matches nothing', ['-t', 'weekly'], 3, 'NO_STREAM_MATCHED', ['weekly', 'hourly, chat, daily']],
    ['a misspelt tag', ['-t', 'dialy'], 3, 'NO_STREAM_MATCHED', ['Did you mean "daily"?', 'hourly, chat, daily']],
    ['an id that matches nothing', ['-i', 'solar'], 3, 'NO_STREAM_MATCHED', ['solar', 'slack, okta']],
    [
      'a start after the end',
      ['-a', '-s', '2026-02-02T00:00:00Z', '-e', '2026-02-01T00:00:00Z'],
      2,
      'USAGE',
      ['2026-02-02', 'is not before'],
    ],
    [
      'a start at the end',
      ['-a', '-s', '2026-02-02T00:00:00Z', '-e', '2026-02-02T00:00:00Z'],
      2,
      'USAGE',
      ['is not before'],
    ],
    ['a span in words', ['-a', '-s', '2026-02-01T00:00:00Z', '-d', 'hourly'], 2, 'USAGE', ['hourly', '10m']],
    ['a span without a unit', ['-a', '-s', '2026-02-01T00:00:00Z', '-d', '90'], 2, 'USAGE', ['90']],
    ['a time in words', ['-a', '-s', 'yesterday'], 2, 'USAGE', ['yesterday', 'RFC 3339']],
    ['nothing selected', [], 2, 'USAGE', ['hourly, chat, daily', 'slack, okta', '(-t)']],
    ['retries below 0', ['-a', '--retries', '-1'], 2, 'USAGE', ['--retries']],
  ] as const) {
    it(what, async () => {
      await using at = await badProject({ 'hatchery.yaml': config });
      await expectFailure(at, ['run', ...args], { code, error, says });
    });
  }
});
