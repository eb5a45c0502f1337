import { Args } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { changeFlags, chooseFlags } from '../../plugins/change-flags.ts';

export default class PluginsLink extends HatcheryCommand {
  static override summary = 'Link a plugin that is being written.';

  static override description =
    'Loads the plugin in a folder to see that it works, and makes the project use it from there: what you build is used at once. package.json and the lock file record the link, so that later installations and `npm ci` keep it; `plugins uninstall` takes it away. Dependencies of the plugin are to be installed in its own folder.';

  static override examples = [
    { description: 'A folder beside the project:', command: '<%= config.bin %> plugins link ../hatchery-source-acme' },
  ];

  static override args = {
    directory: Args.string({ required: true, ignoreStdin: true, description: 'The folder of the plugin.' }),
  };

  static override flags = { ...changeFlags, yes: chooseFlags.yes };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsLink);
    const { linkPlugin } = await import('@hatchery/host/install');
    const { changeOptions } = await import('../../plugins/change-options.ts');
    const { approveCandidates } = await import('../../plugins/approve-candidates.ts');
    const report = await linkPlugin(args.directory, {
      ...(await changeOptions(flags)),
      approve: (candidates) => approveCandidates(candidates, flags.yes),
    });
    const { printInstallation } = await import('../../plugins/print-installation.ts');
    return printInstallation(report, flags.json);
  }
}
