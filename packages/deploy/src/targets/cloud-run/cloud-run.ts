import { configWords } from '../../render/run-words.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { cloudRunDeployment } from './cloud-run-deployment.ts';
import { deployScript } from './deploy-script.ts';
import { jobYaml } from './job-yaml.ts';
import { mainTf } from './main-tf.ts';
import { workflowYaml } from './workflow-yaml.ts';

/** A job of Cloud Run, and for each tag a workflow that runs it and an entry of Cloud Scheduler that starts that. */
export const cloudRun: DeployTarget = {
  folder: 'deploy/cloud-run',
  ephemeral: true,
  render(plan, options) {
    const deployment = cloudRunDeployment(plan, options);
    const workflows = plan.schedules.map((schedule) => ({
      path: `workflows/${schedule.slug}.yaml`,
      text: workflowYaml(deployment, schedule),
    }));
    const { format = 'gcloud' } = options;
    if (format === 'terraform') return [{ path: 'main.tf', text: mainTf(deployment) }, ...workflows];
    const files = [{ path: 'job.yaml', text: jobYaml(deployment) }, ...workflows];
    if (format === 'yaml') return files;
    return [...files, { path: 'deploy.sh', text: deployScript(deployment), executable: true }];
  },
  next(plan, options, folder) {
    const { secrets, project, region, image } = cloudRunDeployment(plan, options);
    const { format = 'gcloud' } = options;
    const dockerfile = shellQuote('hatchery', 'deploy', 'docker', ...configWords(plan));
    // Cloud Run's processors; the machine that builds the image may have others.
    const build = `${shellQuote('docker', 'build', '--platform=linux/amd64', '--tag', image, '.')} && ${shellQuote('docker', 'push', image)}`;
    const values = secrets.map(
      ({ id, of }) =>
        `# the value of ${of}: ${shellQuote('gcloud', 'secrets', 'versions', 'add', id, '--data-file=-', `--project=${project}`)}`,
    );
    const prove = shellQuote(
      'gcloud',
      'run',
      'jobs',
      'execute',
      plan.name,
      `--region=${region}`,
      `--project=${project}`,
      '--wait',
    );
    if (format === 'yaml') return [dockerfile, build, ...values];
    if (format === 'gcloud') {
      return [dockerfile, build, shellQuote(`${folder}/deploy.sh`), ...values, prove];
    }
    const terraform = shellQuote('terraform', `-chdir=${folder}`);
    const first =
      secrets.length === 0
        ? []
        : [
            `${terraform} apply ${secrets.map(({ id }) => shellQuote(`-target=google_secret_manager_secret.h_${id}`)).join(' ')}`,
          ];
    return [dockerfile, build, `${terraform} init`, ...first, ...values, `${terraform} apply`, prove];
  },
};
