import { Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print } from '../base/print.ts';
import { projectOptions } from '../base/project-options.ts';
import { exitCode } from '../exit-code.ts';
import { configFormats } from '../init/config-formats.ts';

export default class Init extends HatcheryCommand {
  static override summary = 'Write a first config.';

  static override description =
    'Writes hatchery.yaml (or .ts, or .json) into the working directory, with one stream, made from what the installed plugins say of themselves, and the JSON Schema that lets an editor check it. Never writes over a file.';

  static override examples = [
    { description: 'In YAML:', command: '<%= config.bin %> init' },
    {
      description: 'In TypeScript, with a source of your choice:',
      command: '<%= config.bin %> init --format ts --source slack',
    },
  ];

  static override flags = {
    format: Flags.option({ options: configFormats, default: 'yaml' })({ description: 'What to write it in.' }),
    source: Flags.string({
      helpValue: 'PLUGIN',
      description: 'The plugin to collect with. One that is installed, if not given.',
    }),
    destination: Flags.string({
      helpValue: 'PLUGIN',
      default: 'file',
      description: 'The plugin to land objects with.',
    }),
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Init);
    const { openCatalog } = await import('@hatchery/host');
    const { writeFirstConfig } = await import('../init/write-first-config.ts');
    const { variablesOf } = await import('../init/first-config.ts');
    const catalog = await openCatalog(projectOptions({}));
    const { config, files } = await writeFirstConfig(catalog, { ...flags, directory: process.cwd() });
    print(`Wrote ${files.join(' and ')}. Next:`);
    const variables = variablesOf(config);
    const steps = [
      `look at ${files[0]} and fill in what is yours`,
      ...(variables.length > 0 ? [`set ${variables.join(', ')} in the environment`] : []),
      'hatchery check --connect',
      `hatchery run -t ${config.tags[0]}`,
    ];
    for (const [index, step] of steps.entries()) print(`  ${index + 1}. ${step}`);
    return exitCode.completed;
  }
}
