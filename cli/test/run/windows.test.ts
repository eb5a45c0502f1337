import { HatcheryError } from '@hatchery/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { rfc3339 } from '../../src/run/rfc3339.ts';
import { mostWindows, windowsFrom } from '../../src/run/windows.ts';

const now = new Date('2026-11-02T12:00:00Z');

function refusal(action: () => unknown): HatcheryError {
  try {
    action();
  } catch (error) {
    if (HatcheryError.is(error)) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('rfc3339', () => {
  for (const [text, expected] of [
    ['2026-11-02T15:04:05Z', '2026-11-02T15:04:05.000Z'],
    ['2026-11-02t15:04:05z', '2026-11-02T15:04:05.000Z'],
    ['2026-11-02T15:04:05.123456789+09:00', '2026-11-02T06:04:05.123Z'],
    ['2024-02-29T23:59:59-00:30', '2024-03-01T00:29:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ] as const) {
    it(`reads ${text}`, () => expect(rfc3339(text, '-s').toISOString()).to.equal(expected));
  }

  for (const text of [
    '',
    'now',
    '2026',
    '2026-11-02',
    '2026-11-02T15:04:05',
    '2026-11-02 15:04:05Z',
    '2026-11-02T15:04Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-02T24:00:00Z',
    '2026-11-02T15:60:00Z',
    '2026-11-02T15:04:05+24:00',
    '2026-11-02T15:04:05.Z',
    '1762095845',
    ' 2026-11-02T15:04:05Z',
    '2026-11-02T15:04:05Z\n',
    '２０２６-11-02T15:04:05Z',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const error = refusal(() => rfc3339(text, '--start-time'));
      expect(error.code).to.equal('USAGE');
      expect(error.message).to.include('--start-time').and.include(JSON.stringify(text));
    });
  }
});

describe('windowsFrom', () => {
  it('asks for nothing of its own without flags', () => expect(windowsFrom({}, now)).to.equal(undefined));

  it('takes now for a missing end', () => {
    expect(windowsFrom({ start: '2026-11-02T11:00:00Z' }, now)).to.deep.equal([
      { from: new Date('2026-11-02T11:00:00Z'), to: now },
    ]);
  });

  it('refuses an end that is still to come, but for a clock that is a little ahead', () => {
    const start = '2026-11-02T11:00:00Z';
    expect(refusal(() => windowsFrom({ start, end: '2026-11-02T12:02:00Z' }, now)).message).to.include('in the future');
    expect(windowsFrom({ start, end: '2026-11-02T12:00:30Z' }, now)).to.have.length(1);
  });

  it('refuses a window of nothing', () => {
    expect(
      refusal(() => windowsFrom({ start: '2026-11-02T11:00:00Z', end: '2026-11-02T11:00:00Z' }, now)).code,
    ).to.equal('USAGE');
  });

  it('refuses more windows than anyone means', () => {
    const flags = { start: '2026-11-02T00:00:00Z', end: '2026-11-02T00:01:40Z' };
    expect(windowsFrom({ ...flags, tick: '1ms' }, now)).to.have.length(mostWindows);
    expect(
      refusal(() => windowsFrom({ ...flags, end: '2026-11-02T00:01:40.001Z', tick: '1ms' }, now)).message,
    ).to.include('--tick');
  });

  it('covers the span without gap or overlap, no window longer than the tick', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10 ** 7 }),
        fc.integer({ min: 1000, max: 10 ** 7 }),
        (offset, length, tick) => {
          const start = new Date(now.getTime() - offset - length);
          const end = new Date(start.getTime() + length);
          const windows =
            windowsFrom({ start: start.toISOString(), end: end.toISOString(), tick: `${tick}ms` }, now) ?? [];
          expect(windows[0]?.from).to.deep.equal(start);
          expect(windows.at(-1)?.to).to.deep.equal(end);
          for (const [index, { from, to }] of windows.entries()) {
            expect(to.getTime() - from.getTime()).to.be.within(1, tick);
            if (index > 0) expect(from).to.deep.equal(windows[index - 1]?.to);
          }
        },
      ),
    );
  });
});
