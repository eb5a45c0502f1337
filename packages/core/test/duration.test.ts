import { expect } from 'chai';
import fc from 'fast-check';
import { duration, parseDuration, z } from '@hatchery/core';

const good: [string | number, number][] = [
  ['0', 0],
  ['00', 0],
  [0, 0],
  ['0s', 0],
  [1, 1],
  [90_000, 90_000],
  ['250ms', 250],
  ['90s', 90_000],
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['0.5s', 500],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['1w2d3h4m5s6ms', 788_645_006],
  ['30m1h', 5_400_000],
  ['0.0004s', 0],
  [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
];

const bad: (string | number)[] = [
  '',
  ' ',
  '10',
  '5 m',
  '5m ',
  '-5m',
  '+5m',
  '5M',
  '5min',
  'm',
  '.5h',
  '5.h',
  '1e3s',
  'PT5M',
  '5m,3s',
  '٥m',
  '5µs',
  '1h-30m',
  'ms',
  '1ms2',
  '1'.repeat(400) + 's',
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.MAX_SAFE_INTEGER + 1,
  '9007199254740992ms',
];

describe('parseDuration', () => {
  for (const [input, expected] of good)
    it(`reads ${JSON.stringify(input)} as ${expected} ms`, () => expect(parseDuration(input)).to.equal(expected));

  for (const input of bad)
    it(`does not read ${String(input).slice(0, 30)}${typeof input === 'number' ? ' (a number)' : ''}`, () =>
      expect(parseDuration(input)).to.equal(undefined));

  it('gives whole milliseconds or nothing for any text, in no time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '9', '.', 'm', 's', 'h', 'd', 'w', ' ', '-'), maxLength: 200 }),
        (text) => {
          const parsed = parseDuration(text);
          expect(parsed === undefined || (Number.isSafeInteger(parsed) && parsed >= 0)).to.equal(true);
        },
      ),
    );
    expect(parseDuration(`${'1m'.repeat(50_000)}!`)).to.equal(undefined);
    expect(parseDuration('9'.repeat(100_000))).to.equal(undefined);
  });
});

describe('duration()', () => {
  const schema = z.strictObject({ every: duration().default(600_000), at: duration().optional() });

  it('gives milliseconds', () => {
    expect(schema.parse({ every: '1h30m', at: 5 })).to.deep.equal({ every: 5_400_000, at: 5 });
    expect(schema.parse({})).to.deep.equal({ every: 600_000 });
  });

  it('says what it expects instead', () => {
    const wrong = [...bad, null, true, {}, [], new Date()];
    for (const every of wrong) expect(schema.safeParse({ every }).success, String(every)).to.equal(false);
    expect(schema.safeParse({ every: '5 minutes' }).error?.issues).to.deep.equal([
      { code: 'custom', path: ['every'], message: 'expected a duration such as "90s", "10m", "1h30m" or "7d"' },
    ]);
  });

  it('is a string or a number for an editor', () => {
    const { properties } = z.toJSONSchema(schema, { io: 'input' });
    expect(properties?.['at']).to.deep.equal({ title: 'duration', type: ['string', 'number'] });
  });
});
