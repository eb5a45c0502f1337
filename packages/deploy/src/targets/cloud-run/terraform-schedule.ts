import type { Schedule } from '../../plan/deploy-plan.ts';
import { type HclBlock, HclCode } from '../../render/hcl.ts';
import { type CloudRunDeployment, executionsUri } from './cloud-run-deployment.ts';
import { afterApis, labelOf, resource } from './terraform-parts.ts';

/** What starts the job for a tag: a workflow, and an entry of the scheduler. */
export function terraformSchedule({ slug, cron }: Schedule, deployment: CloudRunDeployment): HclBlock[] {
  const { plan, region } = deployment;
  const name = `${plan.name}-${slug}`;
  const label = labelOf(slug);
  return [
    resource('google_workflows_workflow', label, [
      ['name', name],
      ['region', region],
      ['service_account', new HclCode('google_service_account.caller.id')],
      ['source_contents', new HclCode(`file("\${path.module}/workflows/${slug}.yaml")`)],
      ['deletion_protection', false],
      afterApis,
    ]),
    resource('google_cloud_scheduler_job', label, [
      ['name', name],
      ['region', region],
      ['schedule', cron],
      ['time_zone', 'Etc/UTC'],
      ['depends_on', [new HclCode(`google_workflows_workflow.${label}`)]],
      {
        words: ['http_target'],
        body: [
          ['http_method', 'POST'],
          ['uri', executionsUri(deployment, name)],
          ['body', new HclCode('base64encode("{}")')],
          {
            words: ['oauth_token'],
            body: [['service_account_email', new HclCode('google_service_account.caller.email')]],
          },
        ],
      },
    ]),
  ];
}
