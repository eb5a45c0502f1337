import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceHarness } from '@hatchery/testkit';
import { expect } from 'chai';
import { root } from '../support/markdown.ts';
import { type NameRow, nameRows } from './from-go/name-rows.ts';
import { type OriginalDestination, type OriginalMetadata, originalName } from './from-go/original-name.ts';
import { now, startSource } from './from-go/original-sources.ts';
import { prefix, startStore } from './from-go/store-under-test.ts';

const rows = nameRows(readFileSync(join(root, 'docs/from-go-hatchery.md'), 'utf8'));
const form = /^[A-Za-z0-9]{8}$/;

describe('docs/from-go-hatchery.md: object names', function () {
  this.timeout(30_000);

  const known: [OriginalMetadata, OriginalDestination, string][] = [
    [{ timestamp: now }, { store: 'Google Cloud Storage' }, '2026/03/04/05/20260304T050607_0000.log'],
    [
      { timestamp: now, seq: 3, format: 'json', schemaHint: 'data', slug: 'aB3dE6gH' },
      { store: 'Google Cloud Storage', prefix: 'a/', gzip: true },
      'a/data/2026/03/04/05/20260304T050607_aB3dE6gH_0003.json.gz',
    ],
    [
      { timestamp: now, seq: 12_345, format: 'jsonl', schemaHint: 'data', slug: 'aB3dE6gH' },
      { store: 'Amazon S3', prefix: 'a' },
      'a2026/03/04/05/20260304T050607_12345.jsonl',
    ],
  ];
  for (const [metadata, destination, name] of known) {
    it(`knows that the original names an object ${name}`, () => {
      expect(originalName(metadata, destination)).to.equal(name);
    });
  }

  it('tells of every source and destination of the original', () => {
    const pairs = rows.map(({ source, store }) => `${source} to ${store}`);
    const expected = ['Slack', '1Password', 'Twilio', 'your own'].flatMap((source) =>
      ['Google Cloud Storage', 'Amazon S3'].map((store) => `${source} to ${store}`),
    );
    expect([...new Set(pairs)]).to.have.members([...expected, 'Falcon to Google Cloud Storage']);
  });

  for (const row of rows) {
    const from = [row.source, row.condition].filter((text) => text !== '').join(', ');
    it(`are those of the original from ${from}, to ${row.store}`, () => expectOriginalNames(row, false));
    // The original compresses there only.
    if (row.store === 'Amazon S3') continue;
    it(`are those of the original from ${from}, to ${row.store}, compressed`, () => expectOriginalNames(row, true));
  }
});

async function expectOriginalNames(row: NameRow, gzip: boolean): Promise<void> {
  await using store = await startStore(row.store);
  await using subject = await startSource(row.source, row.options, row.condition);
  // As the page says: a name that ends with `.log` is written `.log.gz`.
  const name = gzip ? row.template.replace(/\.log$/, '.log.gz') : row.template;
  const harness = sourceHarness(subject.source, {
    destination: store.destination,
    stream: { name, settle: 0, compress: gzip ? 'gzip' : 'none' },
  });
  const { report } = await harness.run({ now });
  expect(report.status, report.error?.message).to.equal('completed');

  const names = store.names();
  const slug = subject.drawsSlug ? names.map((landed) => landed.split('_').at(-2))[0] : undefined;
  if (subject.drawsSlug && row.store === 'Google Cloud Storage') expect(slug).to.match(form);
  const destination = { store: row.store, prefix, gzip };
  const expected = subject.metadata.map((said) =>
    originalName(slug === undefined ? said : { ...said, slug }, destination),
  );
  expect(names).to.have.members(expected);
}
