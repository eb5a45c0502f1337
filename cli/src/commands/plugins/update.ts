import { HatcheryError } from '@hatchery/core';
import { Args, Flags } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { print } from '../../base/print.ts';
import { exitCode } from '../../exit-code.ts';
import { jsonText } from '../../output/json-text.ts';
import { painterFor } from '../../output/painter.ts';
import { changeFlags, chooseFlags } from '../../plugins/change-flags.ts';

export default class PluginsUpdate extends HatcheryCommand {
  static override summary = 'Update plugins to the newest versions that fit.';

  static override description =
    'Goes beyond the range in package.json where the newest version that fits this hatchery is beyond it: after hatchery itself was updated, say. What comes from a file, a folder, git or a URL stays as it is. A plugin without a version that fits keeps none of the others back; it makes the exit code 1.';

  static override examples = [
    { description: 'All of them:', command: '<%= config.bin %> plugins update --all' },
    { description: 'Some of them:', command: '<%= config.bin %> plugins update slack 1password' },
    { description: 'Only see what would change:', command: '<%= config.bin %> plugins update --all --dry-run' },
  ];

  static override args = {
    names: Args.string({ multiple: true, ignoreStdin: true, description: 'Packages, short names or aliases.' }),
  };

  static override flags = {
    ...changeFlags,
    ...chooseFlags,
    all: Flags.boolean({ default: false, description: 'Update all plugins.' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsUpdate);
    const names = args.names ?? [];
    if (flags.all === names.length > 0) {
      throw new HatcheryError('USAGE', flags.all ? 'Both --all and names were given.' : 'No plugin was named.', {
        hint: 'Name plugins, or give --all.',
      });
    }
    const { updatePlugins } = await import('@hatchery/host/install');
    const { chooseOptions } = await import('../../plugins/change-options.ts');
    const report = await updatePlugins(flags.all ? undefined : names, await chooseOptions(flags));
    const isIncomplete = report.outcome === 'declined' || report.updates.some(({ error }) => error !== undefined);
    if (flags.json) {
      const { changeJson, updateJson } = await import('../../plugins/change-json.ts');
      print(jsonText({ ...changeJson(report), updates: report.updates.map(updateJson) }));
    } else {
      const { updateText } = await import('../../plugins/update-text.ts');
      print(updateText(report, painterFor(process.stdout)));
    }
    return isIncomplete ? exitCode.failed : exitCode.completed;
  }
}
