import { posix } from 'node:path';
import { header } from '../../render/header.ts';
import { yamlText } from '../../render/yaml-text.ts';
import { imageFolder } from '../docker/dockerfile.ts';
import { type CloudRunDeployment, secretId } from './cloud-run-deployment.ts';
import { runSeconds } from '../run-seconds.ts';
import { jobArgs, memory } from './job-settings.ts';

/** The job that all tags share: workflows put other arguments in place of its own. */
export function jobYaml({ plan, image, runner, shards }: CloudRunDeployment): string {
  const volumes = plan.secretFiles.map(({ key, path }) => ({
    name: key,
    secret: { secretName: secretId(plan, key), items: [{ key: 'latest', path: posix.basename(path) }] },
  }));
  const mounts = plan.secretFiles.map(({ key, path }) => ({
    name: key,
    mountPath: posix.dirname(posix.resolve(imageFolder, path)),
  }));
  const job = {
    apiVersion: 'run.googleapis.com/v1',
    kind: 'Job',
    metadata: { name: plan.name },
    spec: {
      template: {
        spec: {
          taskCount: shards,
          parallelism: shards,
          template: {
            spec: {
              serviceAccountName: runner,
              // What failed is due again soon, and goes on where it stopped.
              maxRetries: 0,
              timeoutSeconds: String(runSeconds),
              containers: [
                {
                  image,
                  args: jobArgs(plan),
                  env: [
                    ...plan.settings.map(({ name, value }) => ({ name, value })),
                    ...plan.secrets.map((name) => ({
                      name,
                      valueFrom: { secretKeyRef: { name: secretId(plan, name), key: 'latest' } },
                    })),
                  ],
                  resources: { limits: { cpu: '1', memory } },
                  ...(mounts.length > 0 && { volumeMounts: mounts }),
                },
              ],
              ...(volumes.length > 0 && { volumes }),
            },
          },
        },
      },
    },
  };
  return yamlText(header('cloud-run'), job);
}
