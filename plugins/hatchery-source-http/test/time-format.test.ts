import { expect } from 'chai';
import { formatTime, parseTime, timeFormatProblem, timeUnit } from '../src/time-format.ts';

const time = new Date('2026-03-01T04:05:06.789Z');

describe('a time format', () => {
  it('writes times in UTC, and cuts off what it cannot tell', () => {
    const written = ['unix', 'unix-ms', 'rfc3339', 'rfc3339-ms', 'date', '%Y/%m/%d %Hh%M', '100%% %s'].map((format) =>
      formatTime(time, format),
    );
    expect(written).to.deep.equal([
      '1772337906',
      '1772337906789',
      '2026-03-01T04:05:06Z',
      '2026-03-01T04:05:06.789Z',
      '2026-03-01',
      '2026/03/01 04h05',
      '100% 1772337906',
    ]);
    expect(formatTime(new Date(-1), 'unix-ms'), 'before 1970').to.equal('-1');
  });

  it('knows its finest step', () => {
    const units = ['unix', 'unix-ms', 'rfc3339', 'rfc3339-ms', 'date', '%Y-%m-%dT%H:%M', '%Y-%m-%d %H'].map(timeUnit);
    expect(units).to.deep.equal([1_000, 1, 1_000, 1, 86_400_000, 60_000, 3_600_000]);
  });

  it('says what is wrong with it', () => {
    for (const format of ['unix', 'date', '%s', '%Y%m%d']) {
      expect(timeFormatProblem(format), format).to.equal(undefined);
    }
    for (const format of ['', 'iso', '%Y', '%Y-%m', '%Y-%m-%d %q', '%Y-%m-%d %', '%%', 'constructor']) {
      expect(timeFormatProblem(format), format).to.be.a('string').which.includes('rfc3339');
    }
  });
});

describe('a time of a service', () => {
  it('is read in every usual way, down to the millisecond', () => {
    const ms = time.getTime();
    const ways = [
      '2026-03-01T04:05:06.789Z',
      '2026-03-01T05:05:06.789+01:00',
      '2026-03-01T04:05:06.789123456Z',
      '2026-03-01 04:05:06.789',
      ms,
      String(ms),
      ms * 1_000,
      ms / 1_000,
    ];
    for (const way of ways) expect(parseTime(way), String(way)).to.equal(ms);
    expect(parseTime('2026-03-01')).to.equal(Date.parse('2026-03-01T00:00:00Z'));
    expect(parseTime(1772337906)).to.equal(1772337906000);
  });

  it('is nothing where there is none', () => {
    for (const value of [undefined, null, '', 'soon', {}, [], true, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
      expect(parseTime(value), String(value)).to.equal(undefined);
    }
  });
});
