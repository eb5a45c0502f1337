import { HatcheryError } from '@hatchery/core';
import type { DeployFormat } from './deploy-format.ts';

/** What the config does not tell. Each target takes what it needs of these. */
export interface TargetOptions {
  /** For Cloud Run. @default 'gcloud' */
  readonly format?: DeployFormat | undefined;
  /** The Google Cloud project. */
  readonly project?: string | undefined;
  /** The region, of Google Cloud or AWS. */
  readonly region?: string | undefined;
  /** The container image. */
  readonly image?: string | undefined;
  /** Buckets of Google Cloud that runs use, in place of those that the config names. */
  readonly buckets?: readonly string[] | undefined;
  /** The bucket of AWS that the function's code is uploaded to. */
  readonly codeBucket?: string | undefined;
  /** The account that runs act as: of Google Cloud, or the ARN of a role of AWS. */
  readonly serviceAccount?: string | undefined;
  /** The namespace of Kubernetes. */
  readonly namespace?: string | undefined;
  /** Tasks that share the streams of a tag. @default 1 */
  readonly shards?: number | undefined;
  /** Whether runs may delete what broken ones left behind. @default false */
  readonly cleanUp?: boolean | undefined;
  /** Where the project lies on the machine that runs it. @default `/srv/` and the deployment's name */
  readonly directory?: string | undefined;
  /** The project's folder, with `/`, from the one that the files are written to. */
  readonly projectPath: string;
}

/**
 * The options that a target cannot do without.
 *
 * @throws HatcheryError `USAGE`, which names all that are missing
 */
export function requireOptions<Key extends keyof TargetOptions>(
  options: TargetOptions,
  ...keys: readonly Key[]
): { readonly [K in Key]: NonNullable<TargetOptions[K]> } {
  const missing = keys.filter((key) => options[key] === undefined || options[key] === '');
  if (missing.length > 0) {
    throw new HatcheryError('USAGE', `Missing: ${missing.map(flagOf).join(', ')}.`, {
      hint: 'The config does not tell these. `hatchery deploy --help` says what each is.',
    });
  }
  return options as { readonly [K in Key]: NonNullable<TargetOptions[K]> };
}

/** `codeBucket` is `--code-bucket` on the command line. */
function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
