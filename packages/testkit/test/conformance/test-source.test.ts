import { type Check, describeChecks, runChecks, testSource } from '@hatchery/testkit';
import { expect } from 'chai';
import type { BrokenSources } from './broken/broken-source.ts';
import { collectMistakes } from './broken/collecting.ts';
import { contractMistakes } from './broken/contract.ts';
import { credentialMistakes } from './broken/credentials.ts';
import { failureMistakes } from './broken/failing.ts';
import { optionMistakes } from './broken/options.ts';
import { resumeMistakes } from './broken/resuming.ts';
import { secretMistakes } from './broken/secrets.ts';
import { windowMistakes } from './broken/windows.ts';
import { tinyConformance } from './tiny-service.ts';
import { feedSource, filesSource, queueSource, tinySource } from './tiny-source.ts';

const broken: BrokenSources = {
  ...optionMistakes,
  ...secretMistakes,
  ...credentialMistakes,
  ...contractMistakes,
  ...collectMistakes,
  ...windowMistakes,
  ...resumeMistakes,
  ...failureMistakes,
};

describe('testSource', () => {
  describeChecks('finds nothing wrong with a source of windows:', testSource(tinySource(), tinyConformance), {
    describe,
    it,
  });

  it('finds nothing wrong with a source of a feed', async () => {
    expect(await failures(testSource(feedSource(), tinyConformance))).to.deep.equal({});
  });

  it('finds nothing wrong with a source of files', async () => {
    expect(
      await failures(
        testSource(
          filesSource((response) => response),
          tinyConformance,
        ),
      ),
    ).to.deep.equal({});
  });

  it('finds nothing wrong with a source of a queue', async () => {
    expect(await failures(testSource(queueSource(), tinyConformance))).to.deep.equal({});
  });

  const policies: Record<string, ReturnType<typeof tinySource>> = {
    'whole hours': tinySource({ windows: { granularity: '1h' } }),
    'whole days, a week of them': tinySource({ windows: { granularity: '1d', lookback: '7d' } }),
    'windows that its options say, cut into short ones': tinySource({
      resume: () => 'window',
      windows: () => ({ settle: '1m', maxSpan: '4m', lookback: '30d' }),
    }),
    'windows that overlap': tinySource({ windows: { overlap: '5m' } }),
  };
  for (const [what, source] of Object.entries(policies)) {
    it(`finds nothing wrong with a source of ${what}`, async () => {
      expect(await failures(testSource(source, tinyConformance))).to.deep.equal({});
    });
  }

  // Some of them print, which is what is wrong with them.
  const { write } = process.stderr;
  before(() => void (process.stderr.write = () => true));
  after(() => void (process.stderr.write = write));

  for (const [what, source] of Object.entries(broken)) {
    it(`finds the source that ${what}, and nothing else wrong with it`, async () => {
      const { breaks, plugin, conformance, inTurns } = source;
      const checks = testSource(plugin, { ...tinyConformance, ...conformance });
      // Those that wait for a clock take as long as all others together.
      const quick = checks.filter(
        ({ id, name }) => breaks.includes(id) || !(/silent/.test(name) || id === 'faults-waiting'),
      );
      const found = await failures(quick, inTurns);
      expect(Object.keys(found), JSON.stringify(found, undefined, 1)).to.have.members(breaks);
    });
  }
});

/** What was seen, by the rule that is broken. Checks run at once unless they disturb each other: most of their time they wait. */
async function failures(checks: readonly Check[], inTurns = false): Promise<Record<string, string>> {
  const groups = inTurns ? [checks] : checks.map((check) => [check]);
  const results = await Promise.all(groups.map((group) => Array.fromAsync(runChecks(group))));
  const failed = results.flat().filter(({ status }) => status === 'failed');
  return Object.fromEntries(failed.map(({ id, name, seen }) => [id, `${name}: ${seen}`]));
}
