import type { Deployment } from '@hatchery/deploy';
import { join, relative } from 'node:path';
import { count } from '../output/count.ts';
import { printable } from '../output/printable.ts';

const words = { created: 'wrote', changed: 'wrote over', unchanged: 'unchanged' } as const;
const wouldBe = { created: 'would write', changed: 'would write over', unchanged: 'unchanged' } as const;

/** What was written, when what runs, and what to do next. */
export function deploymentText(deployment: Deployment, isDryRun: boolean, cwd: string): string {
  const { folder, files, plan, next } = deployment;
  const place = relative(cwd, folder);
  const said = isDryRun ? wouldBe : words;
  const due = plan.schedules.map(
    ({ tag, cron, from, streams }) =>
      `  ${tag}: ${cron}${from === 'name' ? ' (by its name)' : ''}, ${count(streams, 'stream')}`,
  );
  const needs = [...plan.secrets, ...plan.secretFiles.map(({ path }) => path)];
  return [
    ...files.map(({ path, state }) => `${said[state]} ${join(place, path)}`),
    '',
    'Due, in UTC:',
    ...due,
    ...(needs.length === 0 ? [] : ['', `Secrets: ${needs.join(', ')}`]),
    ...(plan.settings.length === 0 ? [] : [`Settings: ${plan.settings.map(({ name }) => name).join(', ')}`]),
    '',
    "Next, in the project's folder:",
    ...next.map((line) => `  ${line}`),
  ]
    .map(printable)
    .join('\n');
}
