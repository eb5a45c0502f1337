import { expect } from 'chai';
import { Cron } from 'croner';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { cronFields } from '../src/schedule/cron-fields.ts';
import { eventBridge } from '../src/schedule/event-bridge.ts';
import { onCalendar } from '../src/schedule/on-calendar.ts';

const field = (least: number, most: number): fc.Arbitrary<string> => {
  const number = fc.integer({ min: least, max: most });
  const range = fc.tuple(number, number).map((pair) => [...pair].sort((a, b) => a - b).join('-'));
  const step = fc
    .tuple(fc.oneof(fc.constant('*'), range), fc.integer({ min: 1, max: Math.min(9, most) }))
    .map((pair) => pair.join('/'));
  return fc.oneof(
    fc.constant('*'),
    fc.array(fc.oneof(number.map(String), range, step), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(',')),
  );
};

/** Expressions that a config's check lets pass: not both kinds of days limited where a star has to do with one. */
const expression = fc
  .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 7))
  .map((parts) => parts.join(' '))
  .filter((text) => {
    const [, , day = '', , weekday = ''] = text.split(' ');
    return day === '*' || weekday === '*' || !`${day} ${weekday}`.includes('*');
  });

interface Calendar {
  readonly minutes: string;
  readonly hours: string;
  readonly days: string;
  readonly months: string;
  readonly weekdays: string;
}

const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const fits = (list: string, value: number | string): boolean =>
  list === '*' ||
  list === '?' ||
  list.split(',').some((item) => item.toUpperCase() === value || Number(item) === value);

function isDue(calendars: readonly Calendar[], time: Date): boolean {
  return calendars.some(
    (each) =>
      fits(each.minutes, time.getUTCMinutes()) &&
      fits(each.hours, time.getUTCHours()) &&
      fits(each.days, time.getUTCDate()) &&
      fits(each.months, time.getUTCMonth() + 1) &&
      fits(each.weekdays, weekdayNames[time.getUTCDay()] ?? ''),
  );
}

function parseOnCalendar(line: string): Calendar {
  const match = /^(?:([A-Z][a-z,A-Z]*) )?\*-(\S+)-(\S+) (\S+):(\S+):00 UTC$/.exec(line);
  if (!match) throw new Error(`no calendar: ${line}`);
  const [, weekdays = '*', months = '', days = '', hours = '', minutes = ''] = match;
  return { weekdays, months, days, hours, minutes };
}

function parseEventBridge(text: string): Calendar {
  const match = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) \*\)$/.exec(text);
  if (!match) throw new Error(`no expression: ${text}`);
  const [, minutes = '', hours = '', days = '', months = '', weekdays = ''] = match;
  expect(
    [days, weekdays].filter((part) => part === '?'),
    text,
  ).to.have.length(1);
  return { minutes, hours, days, months, weekdays };
}

/** The times at which the library says an expression is due, and minutes beside them. */
function samples(cron: string): readonly { time: Date; due: boolean }[] {
  const job = new Cron(cron, { mode: '5-part', timezone: 'UTC' });
  const due = job.nextRuns(5, new Date('2027-01-31T23:50:00Z'));
  const beside = due.flatMap((time) => [60_000, 3_600_000, 86_400_000].map((step) => new Date(time.getTime() + step)));
  return [...due, ...beside].map((time) => ({ time, due: job.match(time) }));
}

describe('translating schedules', () => {
  for (const [name, translate] of [
    ['systemd', (cron: string) => onCalendar(cron).map(parseOnCalendar)],
    ['EventBridge', (cron: string) => eventBridge(cron).map(parseEventBridge)],
  ] as const) {
    it(`keeps every expression due at the same minutes for ${name}`, () => {
      fc.assert(
        fc.property(expression, (cron) => {
          const calendars = translate(cron);
          for (const { time, due } of samples(cron)) expect(isDue(calendars, time), time.toISOString()).to.equal(due);
        }),
        { numRuns: 80 },
      );
    });
  }

  it('reads names and numbers of days and months alike, and Sunday as 0 and as 7', () => {
    expect(cronFields('0 0 * JAN-mar Sun,tue')).to.deep.equal(cronFields('0 0 * 1-3 7,2'));
    expect(cronFields('0 0 * * 5-7').weekdays).to.deep.equal([0, 5, 6]);
  });

  it('says it in two lines where either kind of day is enough', () => {
    expect(onCalendar('0 4 1 * mon')).to.deep.equal(['*-*-01 04:00:00 UTC', 'Mon *-*-* 04:00:00 UTC']);
    expect(eventBridge('0 4 1 * mon')).to.deep.equal(['cron(0 4 1 * ? *)', 'cron(0 4 ? * MON *)']);
  });

  it('gives systemd what it understands, where systemd is there to ask', () => {
    const lines = ['* * * * *', '17 3 * * *', '0 4 1 * mon', '*/7 1-5/2 * feb-apr 0'].flatMap((cron) =>
      onCalendar(cron),
    );
    const { error, status, stderr } = spawnSync('systemd-analyze', ['calendar', ...lines], { encoding: 'utf8' });
    if (error === undefined) expect(status, stderr).to.equal(0);
  });
});
