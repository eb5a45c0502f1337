import { Args, Flags } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { print } from '../../base/print.ts';
import { projectFlags } from '../../base/project-flags.ts';
import { projectOptions } from '../../base/project-options.ts';
import { exitCode } from '../../exit-code.ts';
import { jsonText } from '../../output/json-text.ts';
import { painterFor } from '../../output/painter.ts';
import { changeFlags } from '../../plugins/change-flags.ts';

export default class PluginsUninstall extends HatcheryCommand {
  static override summary = 'Uninstall plugins.';

  static override description =
    'Takes them out of package.json, the lock file and node_modules, with the packages that only they needed. Refuses to take away what streams of the config use.';

  static override examples = [
    { description: 'By its short name:', command: '<%= config.bin %> plugins uninstall slack' },
    {
      description: 'Although streams use it:',
      command: '<%= config.bin %> plugins uninstall hatchery-source-slack --force',
    },
  ];

  static override args = {
    names: Args.string({
      required: true,
      multiple: true,
      ignoreStdin: true,
      description: 'Packages, short names or aliases.',
    }),
  };

  static override flags = {
    ...changeFlags,
    env: projectFlags.env,
    force: Flags.boolean({ description: 'Also what streams of the config use.' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsUninstall);
    const { names } = args;
    const { installedIn, uninstallPlugins } = await import('@hatchery/host/install');
    const { changeOptions } = await import('../../plugins/change-options.ts');
    const { refuseUsed } = await import('../../plugins/refuse-used.ts');
    const options = await changeOptions(flags);
    const plugins = installedIn(options.target, names);
    if (!flags.force) await refuseUsed(plugins, projectOptions(flags));
    const report = await uninstallPlugins(names, options);
    if (flags.json) {
      print(jsonText(report));
    } else {
      const { changeText } = await import('../../plugins/change-text.ts');
      print(changeText(report, painterFor(process.stdout)));
    }
    return exitCode.completed;
  }
}
