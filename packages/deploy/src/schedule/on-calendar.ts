import { type CronFields, cronFields, weekdayNames, withoutAlternatives } from './cron-fields.ts';

/** A cron expression as systemd's `OnCalendar=` says it; several lines where one cannot. */
export function onCalendar(cron: string): readonly string[] {
  return withoutAlternatives(cronFields(cron)).map(lineOf);
}

function lineOf({ minutes, hours, days, months, weekdays }: CronFields): string {
  const names = weekdays?.map((value) => capitalized(weekdayNames[value] ?? '')).join(',');
  const date = `*-${list(months)}-${list(days)}`;
  return `${names === undefined ? '' : `${names} `}${date} ${list(hours)}:${list(minutes)}:00 UTC`;
}

function list(values: readonly number[] | undefined): string {
  return values?.map((value) => String(value).padStart(2, '0')).join(',') ?? '*';
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
