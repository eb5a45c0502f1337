import type { DeployFormat, DeployRequest, TargetName } from '@hatchery/deploy';
import { listFlag } from '../run/list-flag.ts';

/** The flags as oclif gives them. */
export interface ParsedDeployFlags {
  readonly out?: string | undefined;
  readonly force: boolean;
  readonly 'dry-run': boolean;
  readonly name?: string | undefined;
  readonly secret?: readonly string[] | undefined;
  readonly image?: string | undefined;
  readonly project?: string | undefined;
  readonly region?: string | undefined;
  readonly format?: DeployFormat | undefined;
  readonly bucket?: readonly string[] | undefined;
  readonly 'clean-up': boolean;
  readonly 'code-bucket'?: string | undefined;
  readonly 'service-account'?: string | undefined;
  readonly namespace?: string | undefined;
  readonly shards?: number | undefined;
  readonly directory?: string | undefined;
}

export function deployRequest(target: string, flags: ParsedDeployFlags): DeployRequest {
  const { bucket, secret, 'dry-run': dryRun, 'clean-up': cleanUp, ...rest } = flags;
  return {
    ...rest,
    target: target as TargetName,
    dryRun,
    cleanUp,
    secrets: listFlag(secret),
    ...(bucket !== undefined && { buckets: listFlag(bucket) }),
    codeBucket: flags['code-bucket'],
    serviceAccount: flags['service-account'],
  };
}
