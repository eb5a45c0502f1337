import { expect } from 'chai';
import fc from 'fast-check';
import {
  defaultNameTemplate,
  defaultSlug,
  type NameParts,
  nameTemplateProblem,
  objectName,
} from '../src/landing/object-name.ts';
import { safeName } from '../src/landing/safe-name.ts';

const parts: NameParts = {
  stream: 'slack',
  timestamp: new Date('2024-03-19T02:48:46.123Z'),
  slug: 'abc',
  seq: 7,
  extension: 'json.gz',
};

describe('object names', () => {
  it('have the layout of the original', () => {
    expect(objectName(defaultNameTemplate, parts)).to.equal('2024/03/19/02/20240319T024846_abc_0007.json.gz');
    expect(objectName(defaultNameTemplate, { ...parts, schemaHint: 'fdrv2_aidmaster' })).to.equal(
      'fdrv2_aidmaster/2024/03/19/02/20240319T024846_abc_0007.json.gz',
    );
  });

  it('follow a template, and mark a revision before the extension', () => {
    const template = 'by-stream/{stream}/{schema}/{YYYY}-{MM}-{DD}T{HH}{mm}{ss}-{seq}.{ext}';
    expect(objectName(template, parts)).to.equal('by-stream/slack/default/2024-03-19T024846-0007.json.gz');
    expect(objectName(template, { ...parts, revision: 2 })).to.equal(
      'by-stream/slack/default/2024-03-19T024846-0007~r2.json.gz',
    );
    expect(objectName('{slug}', { ...parts, revision: 3 })).to.equal('abc~r3');
  });

  it('come from templates that are refused with a reason', () => {
    const bad = [
      '',
      '/{slug}',
      '{slug}/',
      'a//{slug}',
      '../{slug}',
      'a/./b',
      '{sloug}',
      '{slug',
      'slug}',
      'a\\b',
      'a\u0000b',
      '_hatchery/{slug}',
    ];
    for (const template of bad) expect(nameTemplateProblem(template), JSON.stringify(template)).to.be.a('string');
    expect(nameTemplateProblem(defaultNameTemplate)).to.equal(undefined);
  });

  it('stay inside their folder, whatever a source says, and apart', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('..', '.', '/', 'a/../../b', '\u0000', 'con', ' ', '~', '-', '👾', 'a'.repeat(101)),
    );
    const property = fc.property(hostile, hostile, hostile, (stream, schemaHint, slug) => {
      const name = objectName(`{stream}/${defaultNameTemplate}`, { ...parts, stream, schemaHint, slug });
      expect(name).to.match(/^[A-Za-z0-9._~/-]+$/);
      for (const part of name.split('/')) {
        expect(part).to.match(/^.+$/);
        expect(part).to.not.match(/^\.{1,2}$/);
        expect(part.length).to.be.at.most(255);
      }
    });
    fc.assert(property);
  });

  it('keep different texts different', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[a-c./~ -]{0,4}$/));
    fc.assert(
      fc.property(text, text, (a, b) => (safeName(a) === safeName(b)) === (a === b)),
      { numRuns: 1_000 },
    );
  });

  it('get a slug from stream and window alone', () => {
    const window = { from: new Date(0), to: new Date(1) };
    expect(defaultSlug('a', window, false)).to.equal(defaultSlug('a', { from: new Date(0), to: new Date(1) }, false));
    expect(defaultSlug('a', window, false)).to.match(/^[0-9a-z]{8}$/);
    expect(defaultSlug('a', window, true)).to.not.equal(defaultSlug('a', window, false));
    expect(defaultSlug('b', window, false)).to.not.equal(defaultSlug('a', window, false));
    expect(defaultSlug('a', { from: new Date(0), to: new Date(2) }, false)).to.not.equal(
      defaultSlug('a', window, false),
    );
  });
});
