import type { DeployPlan, Schedule } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { onCalendar } from '../../schedule/on-calendar.ts';
import { unitText } from './unit-text.ts';

/** The timer that starts the service of a tag; what came due while the machine was off is made up for once. */
export function timerUnit(plan: DeployPlan, { slug, cron }: Schedule): string {
  return unitText(header('systemd'), {
    Unit: [['Description', `hatchery: ${plan.name} ${slug}`]],
    Timer: [
      ...onCalendar(cron).map((line) => ['OnCalendar', line] as const),
      ['AccuracySec', '1s'],
      ['Persistent', 'true'],
    ],
    Install: [['WantedBy', 'timers.target']],
  });
}
