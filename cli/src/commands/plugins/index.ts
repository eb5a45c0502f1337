import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { print, printAside } from '../../base/print.ts';
import { printWarnings } from '../../base/print-warnings.ts';
import { jsonFlag, projectFlags } from '../../base/project-flags.ts';
import { projectOptions } from '../../base/project-options.ts';
import { exitCode } from '../../exit-code.ts';
import { formatError } from '../../output/format-error.ts';
import { jsonText } from '../../output/json-text.ts';
import { painterFor } from '../../output/painter.ts';

export default class Plugins extends HatcheryCommand {
  static override summary = 'List the installed plugins.';

  static override description =
    'Shows what each is used as, whether it fits this version of hatchery and if not, why, where it was found, and which streams use it.';

  static override examples = [
    { description: 'List them:', command: '<%= config.bin %> plugins' },
    { description: 'For a program:', command: '<%= config.bin %> plugins --json' },
  ];

  static override flags = { ...projectFlags, json: jsonFlag };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Plugins);
    const { listPlugins } = await import('../../plugins/list-plugins.ts');
    const { catalog, plugins, problem } = await listPlugins(projectOptions(flags));
    // Those with an error are a plugin's own, told below with all that is known of it.
    printWarnings(catalog.warnings.filter(({ error }) => error === undefined));
    const paint = painterFor(process.stderr);
    if (problem !== undefined) {
      printAside(`Which streams use them cannot be told: ${await formatError(problem, { paint })}`);
    }
    if (flags.json) {
      const { pluginJson } = await import('../../plugins/plugin-json.ts');
      print(jsonText({ plugins: plugins.map(({ plugin, usedBy }) => ({ ...pluginJson(plugin), usedBy })) }));
      return exitCode.completed;
    }
    const { pluginsTable } = await import('../../plugins/plugins-table.ts');
    print(pluginsTable(plugins, painterFor(process.stdout)));
    for (const { plugin } of plugins) {
      if (plugin.problem) printAside(`\n${await formatError(plugin.problem, { paint })}`);
    }
    return exitCode.completed;
  }
}
