import { posix } from 'node:path';
import type { DeployPlan } from '../../plan/deploy-plan.ts';
import type { TargetOptions } from '../target-options.ts';
import { runSeconds } from '../run-seconds.ts';
import { imageFolder, imageUser } from '../docker/dockerfile.ts';

/** A pod that may do no more than a run needs. */
export function podSpec(
  plan: DeployPlan,
  args: readonly string[],
  { image, shards = 1 }: TargetOptions & { readonly image: string },
): object {
  const { settings, secrets, secretFiles } = plan;
  const shared = shards > 1 ? [{ name: 'HATCHERY_SHARD_COUNT', value: String(shards) }] : [];
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    activeDeadlineSeconds: runSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: imageUser,
      runAsGroup: imageUser,
      fsGroup: imageUser,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'hatchery',
        image,
        args: args.map(withoutExpansion),
        env: [
          ...shared,
          ...settings.map(({ name, value }) => ({ name, value: withoutExpansion(value) })),
          ...secrets.map((name) => ({ name, valueFrom: { secretKeyRef: { name: plan.name, key: name } } })),
        ],
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          ...secretFiles.map(({ path, key }) => ({
            name: 'secrets',
            mountPath: posix.resolve(imageFolder, path),
            subPath: key,
            readOnly: true,
          })),
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      ...(secretFiles.length === 0 ? [] : [{ name: 'secrets', secret: { secretName: plan.name, defaultMode: 0o440 } }]),
    ],
  };
}

/** Kubernetes replaces `$(NAME)` in values and arguments; two dollars are one that it leaves alone. */
function withoutExpansion(text: string): string {
  return text.replaceAll('$', '$$$$');
}
