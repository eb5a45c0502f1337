import { installFolder } from '../../render/install-folder.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { serviceUnit } from './service-unit.ts';
import { startScript } from './start-script.ts';
import { timerUnit } from './timer-unit.ts';

/** A service that may do little, and a timer, for each tag. */
export const systemd: DeployTarget = {
  folder: 'deploy/systemd',
  ephemeral: false,
  render(plan, { directory }) {
    const folder = installFolder(plan, directory);
    return [
      { path: 'start.sh', text: startScript(plan, folder), executable: true },
      ...plan.schedules.flatMap((schedule) => {
        const name = `${plan.name}-${schedule.slug}`;
        return [
          { path: `${name}.service`, text: serviceUnit(plan, schedule, folder) },
          { path: `${name}.timer`, text: timerUnit(plan, schedule) },
        ];
      }),
    ];
  },
  next(plan, { directory }, folder) {
    const timers = plan.schedules.map(({ slug }) => `${plan.name}-${slug}.timer`);
    const units = ['service', 'timer'].map((type) => `${shellQuote(folder)}/*.${type}`).join(' ');
    return [
      `# the project, with \`npm ci --omit=dev --ignore-scripts\` done, in ${shellQuote(installFolder(plan, directory))}`,
      ...plan.secrets.map(
        (name) =>
          `# the value of ${name}: ${shellQuote('sudo', 'install', '-D', '-m', '600', '/dev/stdin', `/etc/${plan.name}/${name}`)}`,
      ),
      shellQuote(
        'sudo',
        'install',
        '-D',
        '-m',
        '755',
        `${folder}/start.sh`,
        `/usr/local/libexec/${plan.name}/start.sh`,
      ),
      `sudo install -m 644 ${units} /etc/systemd/system/`,
      'sudo systemctl daemon-reload',
      shellQuote('sudo', 'systemctl', 'enable', '--now', ...timers),
    ];
  },
};
