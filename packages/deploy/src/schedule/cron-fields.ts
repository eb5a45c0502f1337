/** The values that each field of a cron expression allows; `undefined` where it allows all. */
export interface CronFields {
  readonly minutes: readonly number[] | undefined;
  readonly hours: readonly number[] | undefined;
  readonly days: readonly number[] | undefined;
  readonly months: readonly number[] | undefined;
  /** From 0, which is Sunday. */
  readonly weekdays: readonly number[] | undefined;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads an expression that the config's check has let pass. */
export function cronFields(expression: string): CronFields {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = expression.toLowerCase().split(' ');
  const weekdays = valuesOf(weekday, 0, 7, (word) => weekdayNames.indexOf(word));
  return {
    minutes: valuesOf(minute, 0, 59),
    hours: valuesOf(hour, 0, 23),
    days: valuesOf(day, 1, 31),
    months: valuesOf(month, 1, 12, (word) => monthNames.indexOf(word) + 1),
    weekdays: weekdays && [...new Set(weekdays.map((value) => value % 7))].sort((a, b) => a - b),
  };
}

/**
 * Splits an expression that limits both days of the month and weekdays: cron takes a day that fits either, other
 * schedulers one that fits both.
 */
export function withoutAlternatives(fields: CronFields): readonly CronFields[] {
  if (fields.days === undefined || fields.weekdays === undefined) return [fields];
  return [
    { ...fields, weekdays: undefined },
    { ...fields, days: undefined },
  ];
}

function valuesOf(
  field: string,
  least: number,
  most: number,
  named: (word: string) => number = Number,
): readonly number[] | undefined {
  if (field === '*') return undefined;
  const numberOf = (word: string): number => (/^\d+$/.test(word) ? Number(word) : named(word));
  const values = field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from, to] = range === '*' ? [least, most === 7 ? 6 : most] : range.split('-').map(numberOf);
    const first = from ?? least;
    return numbers(first, to ?? first, Number(step));
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

function numbers(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}
