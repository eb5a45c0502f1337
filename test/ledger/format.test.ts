import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEntry } from '@hatchery/engine';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { blocksOf } from '../support/markdown.ts';
import { entriesOf } from './entries-of.ts';
import { everyEntry } from './every-entry.ts';

interface Schema {
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  readonly $defs: Readonly<Record<string, { readonly properties?: Readonly<Record<string, object>> }>>;
}

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

describe('docs/ledger.schema.json', () => {
  const schema = JSON.parse(read('ledger.schema.json')) as Schema;
  const page = read('ledger.md');
  let path: string;
  let entries: LedgerEntry[];
  let validate: ValidateFunction;

  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'hatchery-format-'));
    await everyEntry('every/entry ツ', path);
    entries = entriesOf(path).map(({ entry }) => entry);
    const ajv = new Ajv2020({ allErrors: true, strictRequired: false });
    addFormats.default(ajv);
    validate = ajv.compile(schema);
  });
  after(() => rm(path, { recursive: true }));

  it('takes every entry that hatchery writes, of every kind', () => {
    expect(new Set(entries.map(({ kind }) => kind))).to.deep.equal(
      new Set(['intent', 'landed', 'progress', 'complete']),
    );
    for (const entry of entries) expect(validate(entry), JSON.stringify([entry, validate.errors])).to.equal(true);
  });

  it('names every field that there is, and no other', () => {
    const keys = (values: readonly (object | undefined)[]) =>
      new Set(values.flatMap((value) => Object.keys(value ?? {})));
    const part = (name: string) => new Set(Object.keys(schema.$defs[name]?.properties ?? {}));
    const objects = entries.flatMap((entry) => entry.objects);
    expect(keys(entries)).to.deep.equal(new Set(Object.keys(schema.properties)));
    expect(keys(objects)).to.deep.equal(part('object'));
    expect(keys(objects.map(({ request }) => request))).to.deep.equal(part('request'));
    expect(keys(entries.flatMap(({ gaps = [], window }) => [window, ...gaps]))).to.deep.equal(part('span'));
    const lease = schema.properties['lease'] as { properties: object };
    expect([...keys(entries.map((entry) => entry.lease)), 'process']).to.include.members(Object.keys(lease.properties));
  });

  it('passes over fields that it does not know, and refuses a format that it does not know', () => {
    const [entry] = entries;
    expect(validate({ ...entry, later: { a: 1 }, window: { ...entry?.window, later: true } })).to.equal(true);
    expect(validate({ ...entry, version: 2 })).to.equal(false);
  });

  it('refuses an entry that lacks something, or holds something else', () => {
    const [first, second] = entries
      .toSorted((a, b) => a.sequence - b.sequence)
      .filter(({ window }) => window.to.includes('12:00'));
    if (first === undefined || second === undefined) throw new Error('too few entries');
    for (const key of schema.required) {
      expect(validate({ ...second, [key]: undefined }), `without ${key}`).to.equal(false);
    }
    const wrong: object[] = [
      { kind: 'other' },
      { sequence: 0 },
      { sequence: 1.5 },
      { previous: null },
      { previous: 'ABC' },
      { committedAt: 'yesterday' },
      { committedAt: '2026-03-04T12:00:00+01:00' },
      { window: { from: first.window.from } },
      { objects: [{ name: 'x', size: -1, sha256: '0'.repeat(64), storedSize: 1 }] },
      { objects: [{ name: 'x', size: 1, sha256: '0', storedSize: 1 }] },
      { coveredFrom: undefined, coveredUntil: second.committedAt },
      { versions: { a: 1 } },
    ];
    for (const change of wrong) expect(validate({ ...second, ...change }), JSON.stringify(change)).to.equal(false);
    expect(validate({ ...first, previous: '0'.repeat(64) }), 'a first entry with one before it').to.equal(false);
  });

  it('takes the entry that docs/ledger.md shows, which says of each field what it holds', () => {
    const shown = blocksOf(page).find(({ title }) => title === 'entry.json');
    expect(validate(JSON.parse(shown?.text ?? '')), JSON.stringify(validate.errors)).to.equal(true);
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const explained = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, field]) => field),
    );
    const fields = [...Object.keys(schema.properties), ...Object.keys(schema.$defs['object']?.properties ?? {})];
    expect(explained).to.include.members(fields);
    for (const field of Object.keys(schema.$defs['request']?.properties ?? {})) expect(page).to.include(`\`${field}\``);
  });
});
