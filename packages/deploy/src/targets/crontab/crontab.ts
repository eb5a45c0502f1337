import { installFolder } from '../../render/install-folder.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { crontabText } from './crontab-text.ts';
import { runScript } from './run-script.ts';
import { secretsExample } from './secrets-example.ts';

/** Lines for a crontab, and a script for each tag that they start. */
export const crontab: DeployTarget = {
  folder: 'deploy/crontab',
  ephemeral: false,
  render(plan, { directory }) {
    const folder = installFolder(plan, directory);
    return [
      { path: 'crontab', text: crontabText(plan) },
      ...plan.schedules.map((schedule) => ({
        path: `${schedule.slug}.sh`,
        text: runScript(plan, schedule, folder),
        executable: true,
      })),
      ...(plan.secrets.length === 0 ? [] : [{ path: 'secrets.example', text: secretsExample(plan) }]),
    ];
  },
  next(plan, { directory }, folder) {
    const place = `/etc/${plan.name}`;
    const scripts = plan.schedules.map(({ slug }) => `${folder}/${slug}.sh`);
    const secrets = plan.secrets.length === 0 ? [] : [
      `# with the values filled in: ${shellQuote('sudo', 'install', '-m', '600', '-o', 'hatchery', `${folder}/secrets.example`, `${place}/secrets`)}`,
    ]; // prettier-ignore
    return [
      `# the project, with \`npm ci --omit=dev --ignore-scripts\` done, in ${shellQuote(installFolder(plan, directory))}`,
      '# a user "hatchery", as whom it runs, and who may write to the log’s folder:',
      shellQuote('sudo', 'install', '-d', '-o', 'hatchery', place, `/var/log/${plan.name}`),
      ...secrets,
      shellQuote('sudo', 'install', '-m', '755', ...scripts, `${place}/`),
      shellQuote('sudo', 'crontab', '-u', 'hatchery', `${folder}/crontab`),
    ];
  },
};
