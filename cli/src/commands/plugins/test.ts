import { Args } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { print } from '../../base/print.ts';
import { jsonFlag } from '../../base/project-flags.ts';
import { exitCode } from '../../exit-code.ts';
import { jsonText } from '../../output/json-text.ts';
import { oneLine } from '../../output/printable.ts';
import { painterFor } from '../../output/painter.ts';

export default class PluginsTest extends HatcheryCommand {
  static override summary = 'Test a plugin that is being written.';

  static override description =
    'Looks at its package, loads it, and runs the conformance suite of @hatchery/testkit on it: with the module that `hatchery.conformance` in its package.json names or, without one, with options made up from its schema and a server that means harm. Says of each check that failed what was seen and why it matters. Contacts no real service.';

  static override examples = [
    { description: 'The plugin in the working directory:', command: '<%= config.bin %> plugins test' },
    {
      description: 'Another one, for a program:',
      command: '<%= config.bin %> plugins test ./hatchery-source-acme --json',
    },
  ];

  static override args = {
    directory: Args.string({ ignoreStdin: true, default: '.', description: 'The folder of the plugin.' }),
  };

  static override flags = { json: jsonFlag };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsTest);
    const { testPlugin } = await import('../../plugin-test/test-plugin.ts');
    const { captureConsole } = await import('../../log/capture-console.ts');
    // As it is: the suite looks for secrets in it, and what comes out has none in any case.
    captureConsole((line) => process.stderr.write(`${line}\n`));
    const { name, version, kind, results } = testPlugin(args.directory, {
      hatchery: import.meta.resolve('hatchery'),
    });
    const { resultText, totalText } = await import('../../plugin-test/result-text.ts');
    const paint = painterFor(process.stdout);
    if (!flags.json) print(`${paint('bold', oneLine(name))} ${oneLine(version)}: ${kind ?? 'of no known kind'}`);
    const seen = [];
    for await (const result of results) {
      if (!flags.json && result.area !== seen.at(-1)?.area) print(`\n${paint('bold', result.area)}`);
      if (!flags.json) print(resultText(result, paint));
      seen.push(result);
    }
    const code = seen.some(({ status }) => status === 'failed') ? exitCode.failed : exitCode.completed;
    if (flags.json) {
      const { pageOf } = await import('../../plugin-test/check-result.ts');
      const checks = seen.map((result) => ({ ...result, page: pageOf(result) }));
      print(jsonText({ plugin: { name, version, kind }, passed: code === exitCode.completed, checks }));
    } else {
      print(`\n${totalText(seen, paint)}`);
    }
    return code;
  }
}
