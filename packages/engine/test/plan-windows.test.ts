import { expect } from 'chai';
import fc from 'fast-check';
import { nextWindows, requestedWindows, type WindowRules } from '../src/plan-windows.ts';

const rules: WindowRules = {
  granularity: 1,
  lookback: 600_000,
  settle: 0,
  overlap: 0,
  maxSpan: Number.POSITIVE_INFINITY,
  retention: Number.POSITIVE_INFINITY,
};
const now = new Date('2026-03-04T12:00:00.500Z');
const shown = (windows: { from: Date; to: Date }[]): string[] =>
  windows.map(({ from, to }) => `${from.toISOString()} ${to.toISOString()}`);

describe('windows', () => {
  it('start at the look-back, and then where the last one ended', () => {
    expect(shown(nextWindows(rules, now, undefined, false))).to.deep.equal([
      '2026-03-04T11:50:00.500Z 2026-03-04T12:00:00.500Z',
    ]);
    expect(shown(nextWindows(rules, now, new Date('2026-03-01T00:00:00Z'), false))).to.deep.equal([
      '2026-03-01T00:00:00.000Z 2026-03-04T12:00:00.500Z',
    ]);
  });

  it('of a first run exist however long a source takes to settle', () => {
    const late = { ...rules, settle: 3_600_000 };
    expect(shown(nextWindows(late, now, undefined, false))).to.deep.equal([
      '2026-03-04T10:50:00.500Z 2026-03-04T11:00:00.500Z',
    ]);
  });

  it('are cut to the grain of the API, before what has not settled, again over the overlap', () => {
    const cut = { ...rules, granularity: 60_000, settle: 120_000, overlap: 90_000 };
    expect(shown(nextWindows(cut, now, new Date('2026-03-04T11:00:00Z'), false))).to.deep.equal([
      '2026-03-04T10:58:00.000Z 2026-03-04T11:58:00.000Z',
    ]);
  });

  it('are as long as the API takes', () => {
    const day = 86_400_000;
    const windows = nextWindows({ ...rules, maxSpan: day }, now, new Date('2026-03-01T00:00:00Z'), false);
    expect(windows).to.have.length(4);
    expect(windows.every(({ from, to }) => to.getTime() - from.getTime() <= day)).to.equal(true);
  });

  it('do not reach back beyond what the service keeps', () => {
    const [window] = nextWindows({ ...rules, retention: 86_400_000 }, now, new Date('2026-01-01T00:00:00Z'), false);
    expect(window?.from.toISOString()).to.equal('2026-03-03T12:00:00.500Z');
  });

  it('are none when nothing new can be asked for, nor when the clock was set back', () => {
    expect(nextWindows({ ...rules, granularity: 60_000 }, now, new Date('2026-03-04T12:00:00Z'), false)).to.deep.equal(
      [],
    );
    expect(nextWindows(rules, now, new Date('2027-01-01T00:00:00Z'), false)).to.deep.equal([]);
    expect(nextWindows(rules, now, new Date('2027-01-01T00:00:00Z'), true)).to.deep.equal([]);
  });

  it('never stop a source that polls a cursor, whatever the grain', () => {
    const windows = nextWindows({ ...rules, granularity: 3_600_000 }, now, new Date('2026-03-04T12:00:00Z'), true);
    expect(shown(windows)).to.deep.equal(['2026-03-04T12:00:00.000Z 2026-03-04T12:00:00.500Z']);
  });

  it('of a polled source leave out what has not settled, and start on the grain', () => {
    const late = { ...rules, granularity: 1_000, settle: 60_000 };
    expect(shown(nextWindows(late, now, new Date('2026-03-04T11:58:30.250Z'), true))).to.deep.equal([
      '2026-03-04T11:58:30.000Z 2026-03-04T11:59:00.500Z',
    ]);
    expect(nextWindows(late, now, new Date('2026-03-04T11:59:30Z'), true)).to.deep.equal([]);
  });

  it('that are asked for are cut outwards', () => {
    const asked = { from: new Date('2026-01-01T00:00:30Z'), to: new Date('2026-01-01T00:01:30Z') };
    expect(shown(requestedWindows({ ...rules, granularity: 60_000 }, asked))).to.deep.equal([
      '2026-01-01T00:00:00.000Z 2026-01-01T00:02:00.000Z',
    ]);
  });

  it('tile time: no gap, no overlap but the one configured, whenever runs happen', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom(1, 1_000, 60_000),
      fc.nat(300_000),
      fc.constantFrom(5_000_000, Number.POSITIVE_INFINITY),
      (gaps, granularity, settle, maxSpan) => {
        let clock = now.getTime();
        let covered: Date | undefined;
        for (const gap of gaps) {
          clock += gap;
          for (const { from, to } of nextWindows(
            { ...rules, granularity, settle, maxSpan },
            new Date(clock),
            covered,
            false,
          )) {
            expect(to.getTime()).to.be.greaterThan(from.getTime());
            expect(to.getTime()).to.be.at.most(clock - settle);
            if (covered !== undefined) expect(from.getTime()).to.equal(covered.getTime());
            covered = to;
          }
        }
      },
    );
    fc.assert(property);
  });
});
