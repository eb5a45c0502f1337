import { Args, Flags } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { changeFlags, chooseFlags } from '../../plugins/change-flags.ts';

export default class PluginsInstall extends HatcheryCommand {
  static override summary = 'Install plugins.';

  static override description =
    "Picks the newest version that fits this hatchery and this Node, shows what you are about to trust, and installs it into the project that holds the config (package.json, the lock file of npm, node_modules), or, where there is no project, into your own plugin folder. All or none: if anything fails, nothing is changed. Never runs any package's scripts.";

  static override examples = [
    { description: 'By its short name:', command: '<%= config.bin %> plugins install 1password' },
    {
      description: 'Several, one of them in a version of your choice:',
      command: '<%= config.bin %> plugins install slack @acme/hatchery-source-acme@^1.2',
    },
    {
      description: 'Only see what would change, passing over versions of the last week:',
      command: '<%= config.bin %> plugins install slack --minimum-age 7d --dry-run',
    },
    { description: 'From a tarball:', command: '<%= config.bin %> plugins install ./hatchery-source-acme-1.0.0.tgz' },
  ];

  static override args = {
    names: Args.string({
      required: true,
      multiple: true,
      ignoreStdin: true,
      description: 'Short names or packages, with or without @RANGE; tarballs (./x.tgz) or folders (./x).',
    }),
  };

  static override flags = {
    ...changeFlags,
    ...chooseFlags,
    kind: Flags.option({ options: ['source', 'destination'] as const })({
      description: 'Which is meant where a source and a destination share a short name.',
    }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsInstall);
    const { installPlugins } = await import('@hatchery/host/install');
    const { chooseOptions } = await import('../../plugins/change-options.ts');
    const report = await installPlugins(args.names, { ...(await chooseOptions(flags)), kind: flags.kind });
    const { printInstallation } = await import('../../plugins/print-installation.ts');
    return printInstallation(report, flags.json);
  }
}
