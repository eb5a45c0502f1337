import { cloudRun } from './cloud-run/cloud-run.ts';
import { crontab } from './crontab/crontab.ts';
import type { DeployTarget } from './deploy-target.ts';
import { docker } from './docker/docker.ts';
import { githubActions } from './github-actions/github-actions.ts';
import { kubernetes } from './kubernetes/kubernetes.ts';
import { lambda } from './lambda/lambda.ts';
import { systemd } from './systemd/systemd.ts';
import type { TargetName } from './target-name.ts';

/** Every target by its name on the command line. */
export const allTargets: Readonly<Record<TargetName, DeployTarget>> = {
  'cloud-run': cloudRun,
  kubernetes,
  lambda,
  'github-actions': githubActions,
  systemd,
  crontab,
  docker,
};
