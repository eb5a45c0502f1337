import { cronFields } from '../../schedule/cron-fields.ts';

/** GitHub starts no workflow more often than every five minutes: what is due more often is thinned out to that. */
export function atMostEveryFiveMinutes(cron: string): string {
  const { minutes } = cronFields(cron);
  if (minutes !== undefined && !minutes.some((minute, index) => minute - (minutes[index - 1] ?? -5) < 5)) return cron;
  return cron.replace(/^\S+/, '*/5');
}
