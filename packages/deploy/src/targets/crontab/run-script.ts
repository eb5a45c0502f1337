import type { DeployPlan, Schedule } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { runWords } from '../../render/run-words.ts';
import { shellQuote } from '../../render/shell-quote.ts';

/** Runs the streams of a tag, with the variables that the config reads, and appends to the tag's log. */
export function runScript(plan: DeployPlan, { tag, slug }: Schedule, folder: string): string {
  const settings = plan.settings.map(({ name, value }) => `export ${name}=${shellQuote(value)}`);
  const program = 'node_modules/hatchery/bin/hatchery.js';
  return [
    '#!/bin/sh',
    ...header('crontab').map((line) => `# ${line}`),
    'set -eu',
    'umask 077',
    `cd -- ${shellQuote(folder)}`,
    ...settings,
    ...(plan.secrets.length === 0 ? [] : ['set -a', `. /etc/${plan.name}/secrets`, 'set +a']),
    `exec ${shellQuote('node', program, ...runWords(plan, tag), `--log-out=/var/log/${plan.name}/${slug}.log`)} >/dev/null`,
    '',
  ].join('\n');
}
