import { Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print, printAside } from '../base/print.ts';
import { printWarnings } from '../base/print-warnings.ts';
import { projectFlags } from '../base/project-flags.ts';
import { projectOptions } from '../base/project-options.ts';
import { writeFile } from '../base/write-file.ts';
import { exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json-text.ts';

export default class Schema extends HatcheryCommand {
  static override summary = 'Print the JSON Schema of the config, for the installed plugins.';

  static override description = `An editor that knows it checks a config while you type. In YAML, name it in the first line:

# yaml-language-server: $schema=./hatchery.schema.json`;

  static override examples = [
    { description: 'Print it:', command: '<%= config.bin %> schema' },
    {
      description: 'Write it for an editor; again after plugins have changed:',
      command: '<%= config.bin %> schema --out hatchery.schema.json',
    },
  ];

  static override flags = {
    out: Flags.string({ helpValue: 'FILE', description: 'Write it to this file, in place of what is there.' }),
    config: projectFlags.config,
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Schema);
    const { openCatalog } = await import('@hatchery/host');
    const catalog = await openCatalog(projectOptions(flags));
    const schema = jsonText(await catalog.schema());
    printWarnings(catalog.warnings);
    if (flags.out === undefined) {
      print(schema);
    } else {
      await writeFile(flags.out, `${schema}\n`, 'w');
      printAside(`Wrote ${flags.out}.`);
    }
    return exitCode.completed;
  }
}
