import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import { writtenFolders } from '../../render/written-folders.ts';
import type { TargetOptions } from '../target-options.ts';

/** Patterns of tar. A project's own `.npmrc` is needed to install, and taken out afterwards. */
const leftOut = [
  'node_modules',
  '.git',
  '.env',
  '.env.*',
  './*/.npmrc',
  ...writtenFolders.map((folder) => `./${folder}`),
];

/** Puts the project and what it needs into an archive, uploads it, and makes the stack of it. */
export function lambdaScript(
  plan: DeployPlan,
  { projectPath, region, codeBucket }: TargetOptions & { readonly region: string; readonly codeBucket: string },
): string {
  const exclude = shellQuote(...leftOut.map((pattern) => `--exclude=${pattern}`));
  return [
    '#!/usr/bin/env bash',
    ...header('lambda').map((line) => `# ${line}`),
    'set -euo pipefail',
    'cd -- "$(dirname -- "${BASH_SOURCE[0]}")"',
    'build=$(mktemp -d)',
    `trap 'rm -rf -- "$build"' EXIT`,
    '',
    `tar -C ${shellQuote(projectPath)} ${exclude} -cf - . | tar -C "$build" -xf -`,
    'cp handler.mjs "$build/hatchery-handler.mjs"',
    "# Exactly what the lock file says; none of the packages' own scripts is run.",
    '# For the machine that Lambda is, whatever this one is.',
    '(cd "$build" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --os=linux --cpu=x64 --libc=glibc)',
    '# It may hold a token of a registry.',
    '(cd "$build" && rm -f .npmrc && zip -qrX function.zip .)',
    '',
    `key=${shellQuote(plan.name)}/$(sha256sum "$build/function.zip" | cut -c1-16).zip`,
    `aws s3 cp "$build/function.zip" ${shellQuote(`s3://${codeBucket}/`)}"$key" ${shellQuote('--region', region)}`,
    `${shellQuote('aws', 'cloudformation', 'deploy', '--region', region, '--stack-name', `hatchery-${plan.name}`, '--template-file', 'template.yaml', '--capabilities', 'CAPABILITY_IAM')} \\`,
    `  --parameter-overrides ${shellQuote(`CodeBucket=${codeBucket}`)} "CodeKey=$key"`,
    '',
  ].join('\n');
}
