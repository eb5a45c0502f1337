import { HatcheryError } from '@hatchery/core';
import { expect } from 'chai';
import { kindInName, parsePluginName, type PluginKind } from '../src/plugin-name.ts';

describe('create-hatchery-plugin: names', () => {
  const good: [string, PluginKind, { packageName: string; shortName: string; use: string }][] = [
    ['acme', 'source', { packageName: 'hatchery-source-acme', shortName: 'acme', use: 'acme' }],
    ['acme', 'destination', { packageName: 'hatchery-dest-acme', shortName: 'acme', use: 'acme' }],
    ['1password', 'source', { packageName: 'hatchery-source-1password', shortName: '1password', use: '1password' }],
    ['hatchery-dest-a-b', 'destination', { packageName: 'hatchery-dest-a-b', shortName: 'a-b', use: 'a-b' }],
    [
      '@acme/hatchery-source-x',
      'source',
      { packageName: '@acme/hatchery-source-x', shortName: 'x', use: '@acme/hatchery-source-x' },
    ],
    ['@acme/x', 'source', { packageName: '@acme/hatchery-source-x', shortName: 'x', use: '@acme/hatchery-source-x' }],
  ];
  for (const [name, kind, expected] of good) {
    it(`takes ${name} for a ${kind}`, () => {
      expect(parsePluginName(name, kind)).to.deep.equal({ kind, ...expected });
    });
  }

  const bad = [
    '',
    ' ',
    '.',
    '..',
    '../escape',
    '/absolute',
    'Acme',
    'a b',
    'a_b',
    'a.b',
    '-a',
    'a-',
    'a--b',
    'zürich',
    '日本',
    '🦆',
    'a/b',
    '@acme',
    '@acme/',
    '@/x',
    '@Acme/x',
    '@a/b/c',
    '@../x',
    'hatchery-source-',
    'hatchery-source-hatchery-source-x',
    'hatchery-destination-x',
    'hatchery-acme',
    'a\nb',
    'a\0b',
    '${env:HOME}',
    '__proto__',
    'x'.repeat(250),
  ];
  for (const name of bad) {
    it(`refuses ${JSON.stringify(name.slice(0, 40))}`, () => {
      expect(() => parsePluginName(name, 'source'))
        .to.throw()
        .that.satisfies(isUsage);
    });
  }

  it('refuses a name that says another kind', () => {
    expect(() => parsePluginName('hatchery-dest-acme', 'source')).to.throw(/name of a destination/);
  });

  it('reads the kind that a name tells', () => {
    expect(kindInName('@acme/hatchery-dest-x')).to.equal('destination');
    expect(kindInName('hatchery-source-x')).to.equal('source');
    expect(kindInName('acme')).to.equal(undefined);
  });
});

function isUsage(error: unknown): boolean {
  return HatcheryError.is(error) && error.code === 'USAGE' && error.message.length < 250;
}
