import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';

/** The file that the scripts read secrets from, without their values. */
export function secretsExample(plan: DeployPlan): string {
  return [
    ...header('crontab').map((line) => `# ${line}`),
    "# Put values between the quotes; write a quote inside of one as '\\''.",
    ...plan.secrets.map((name) => `${name}=''`),
    '',
  ].join('\n');
}
