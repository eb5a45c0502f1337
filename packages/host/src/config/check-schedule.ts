import { isPlainObject } from '../plain-object.ts';
import type { ConfigSource } from './config-source.ts';
import type { Finding } from './finding.ts';
import { portableCron } from './portable-cron.ts';

const expected = 'five fields in UTC: minute, hour, day of the month, month, day of the week, as in "17 3 * * *"';

/** What is wrong with the expressions of `schedule`. */
export async function checkSchedule({ value }: ConfigSource): Promise<Finding[]> {
  const schedule = scheduleOf(value);
  const entries = Object.entries(schedule);
  if (entries.length === 0) return [];
  // Only here: a config without a schedule, and so nearly every run, does without the library.
  const { Cron } = await import('croner');
  return entries.flatMap(([tag, expression]): Finding[] => {
    const path = ['schedule', tag];
    const found = JSON.stringify(expression);
    if (!portableCron.test(expression)) {
      return [{ path, message: 'is no cron expression that all schedulers understand', expected, found }];
    }
    if (isAmbiguous(expression)) {
      return [{ path, message: 'limits both kinds of days, one by a step from `*`: schedulers differ on that', found }];
    }
    try {
      const next = new Cron(expression, { mode: '5-part', timezone: 'UTC' }).nextRun();
      return next === null ? [{ path, message: 'never comes due', expected, found }] : [];
    } catch {
      return [{ path, message: 'is no cron expression: a field is out of its range', expected, found }];
    }
  });
}

/** Two limits are alternatives; but whether a step from a star is a limit, cron and Kubernetes see differently. */
function isAmbiguous(expression: string): boolean {
  const [, , day = '', , weekday = ''] = expression.split(' ');
  return day !== '*' && weekday !== '*' && (day.startsWith('*') || weekday.startsWith('*'));
}

/** Tag to cron expression, as far as the config has them; the frame's schema says what else is wrong. */
export function scheduleOf(config: unknown): Readonly<Record<string, string>> {
  const schedule = isPlainObject(config) ? config['schedule'] : undefined;
  if (!isPlainObject(schedule)) return {};
  return Object.fromEntries(
    Object.entries(schedule).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
