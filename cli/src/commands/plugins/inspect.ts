import { Args } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { print } from '../../base/print.ts';
import { jsonFlag, projectFlags } from '../../base/project-flags.ts';
import { projectOptions } from '../../base/project-options.ts';
import { exitCode } from '../../exit-code.ts';
import { jsonText } from '../../output/json-text.ts';
import { painterFor } from '../../output/painter.ts';

export default class PluginsInspect extends HatcheryCommand {
  static override summary = 'Show what a plugin is and which options it takes.';

  static override description = 'Loads this one plugin to read its schema. Needs no config.';

  static override examples = [
    { description: 'By its short name:', command: '<%= config.bin %> plugins inspect file' },
    {
      description: 'Its JSON Schema, among others:',
      command: '<%= config.bin %> plugins inspect hatchery-dest-file --json',
    },
  ];

  static override args = {
    name: Args.string({ required: true, ignoreStdin: true, description: 'The package, its short name, or an alias.' }),
  };

  static override flags = { config: projectFlags.config, json: jsonFlag };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsInspect);
    const { inspectPlugin, openCatalog } = await import('@hatchery/host');
    const inspection = await inspectPlugin(await openCatalog(projectOptions(flags)), args.name);
    if (flags.json) {
      const { pluginJson } = await import('../../plugins/plugin-json.ts');
      print(jsonText({ ...inspection, plugin: pluginJson(inspection.plugin) }));
    } else {
      const { inspectionText } = await import('../../plugins/inspection-text.ts');
      print(inspectionText(inspection, painterFor(process.stdout)));
    }
    return exitCode.completed;
  }
}
