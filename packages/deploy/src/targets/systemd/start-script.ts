import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { shellQuote } from '../../render/shell-quote.ts';

/** Makes variables of the credentials that systemd hands over as files, and becomes hatchery. */
export function startScript(plan: DeployPlan, folder: string): string {
  const secrets = plan.secrets.map((name) => `${name}=$(cat -- "$CREDENTIALS_DIRECTORY/${name}")\nexport ${name}`);
  return [
    '#!/bin/sh',
    ...header('systemd').map((line) => `# ${line}`),
    'set -eu',
    ...secrets,
    `exec node ${shellQuote(`${folder}/node_modules/hatchery/bin/hatchery.js`)} "$@"`,
    '',
  ].join('\n');
}
