import { header } from '../../render/header.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import { yamlText } from '../../render/yaml-text.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { requireOptions } from '../target-options.ts';
import { cronJob } from './cron-job.ts';
import { metadataOf } from './metadata.ts';

/** A CronJob for each tag, and the account that they run as. */
export const kubernetes: DeployTarget = {
  folder: 'deploy/kubernetes',
  ephemeral: true,
  render(plan, options) {
    const { image } = requireOptions(options, 'image');
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadataOf(plan, plan.name, options), ...annotations(options.serviceAccount) },
      automountServiceAccountToken: false,
    };
    const jobs = plan.schedules.map((schedule) => cronJob(plan, schedule, { ...options, image }));
    return [{ path: 'hatchery.yaml', text: yamlText(header('kubernetes'), account, ...jobs) }];
  },
  next(plan, { namespace }, folder) {
    const where = namespace === undefined ? [] : ['--namespace', namespace];
    const literals = plan.secrets.map((name) => ` --from-file=${name}=<(printf %s "$${name}")`);
    const files = plan.secretFiles.map(({ key, path }) => ` ${shellQuote(`--from-file=${key}=${path}`)}`);
    const create = shellQuote('kubectl', 'create', 'secret', 'generic', plan.name, ...where);
    return [
      ...(literals.length + files.length === 0 ? [] : [`${create}${[...literals, ...files].join('')}`]),
      shellQuote('kubectl', 'apply', ...where, '--filename', `${folder}/hatchery.yaml`),
      shellQuote(
        'kubectl',
        'create',
        'job',
        ...where,
        `--from=cronjob/${plan.name}-${plan.schedules[0]?.slug ?? ''}`,
        `${plan.name}-try`,
      ),
    ];
  },
};

/** How the clouds' own Kubernetes is told which of the cloud's accounts a pod acts as. */
function annotations(serviceAccount: string | undefined): object {
  if (serviceAccount === undefined) return {};
  const key = serviceAccount.startsWith('arn:') ? 'eks.amazonaws.com/role-arn' : 'iam.gke.io/gcp-service-account';
  return { annotations: { [key]: serviceAccount } };
}
