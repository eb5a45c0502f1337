import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';

/**
 * The crontab. All that may hold odd characters is in the scripts: here a `%` would end the command. No lock stands
 * around a run, as the ledger lets only one of two commit.
 */
export function crontabText(plan: DeployPlan): string {
  return [
    ...header('crontab').map((line) => `# ${line}`),
    '# All times are UTC. A cron that does not know CRON_TZ goes by the clock of its machine: set that to UTC.',
    'CRON_TZ=UTC',
    'PATH=/usr/local/bin:/usr/bin:/bin',
    ...plan.schedules.map(({ slug, cron }) => `${cron} /etc/${plan.name}/${slug}.sh`),
    '',
  ].join('\n');
}
