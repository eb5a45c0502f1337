import { type CronFields, cronFields, weekdayNames, withoutAlternatives } from './cron-fields.ts';

/** A cron expression as EventBridge says it; several where one cannot. */
export function eventBridge(cron: string): readonly string[] {
  return withoutAlternatives(cronFields(cron)).map(expressionOf);
}

/** One of the two kinds of days has to be `?`. Weekdays by name, as EventBridge counts them from 1. */
function expressionOf({ minutes, hours, days, months, weekdays }: CronFields): string {
  const names = weekdays?.map((value) => weekdayNames[value]?.toUpperCase() ?? '').join(',');
  const day = names === undefined ? list(days) : '?';
  return `cron(${list(minutes)} ${list(hours)} ${day} ${list(months)} ${names ?? '?'} *)`;
}

function list(values: readonly number[] | undefined): string {
  return values?.join(',') ?? '*';
}
