import { Args, Flags } from '@oclif/core';
import { HatcheryCommand } from '../../base/hatchery-command.ts';
import { print } from '../../base/print.ts';
import { jsonFlag } from '../../base/project-flags.ts';
import { exitCode } from '../../exit-code.ts';
import { jsonText } from '../../output/json-text.ts';

export default class PluginsCreate extends HatcheryCommand {
  static override summary = 'Write a new plugin.';

  static override description =
    'Writes a complete package: a source or a destination in TypeScript with its schema, a local server of a made-up API, tests, a README, and what checks and releases it. It builds, lints and passes its tests as it is; make it yours from there. At a terminal, asks for what is not given. The same as `npm create hatchery-plugin`.';

  static override examples = [
    { description: 'Asking for what it has to know:', command: '<%= config.bin %> plugins create' },
    {
      description: 'A source whose API has a cursor that holds from run to run:',
      command: '<%= config.bin %> plugins create acme --kind source --resume cursor',
    },
    {
      description: 'A destination, in a scope:',
      command: '<%= config.bin %> plugins create @acme/hatchery-dest-vault',
    },
  ];

  static override args = {
    name: Args.string({
      ignoreStdin: true,
      description: 'The package (hatchery-source-acme, @acme/hatchery-dest-vault), or a short name (acme).',
    }),
  };

  static override flags = {
    kind: Flags.string({ helpValue: 'KIND', description: 'source or destination. What the name tells, if not given.' }),
    resume: Flags.string({
      helpValue: 'CLASS',
      description: 'How the API lets a source resume: cursor, window, availability, ascending or queue.',
    }),
    author: Flags.string({ helpValue: 'AUTHOR', description: '"NAME <ADDRESS>". What git knows, if not given.' }),
    repository: Flags.string({ helpValue: 'URL', description: 'Where its code will be.' }),
    directory: Flags.string({
      helpValue: 'DIR',
      description: 'Where to write it: a folder that is new, or empty. One of its name, if not given.',
    }),
    json: jsonFlag,
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PluginsCreate);
    const { askForRest, canAsk, createPlugin, creationText, nextCommands } = await import('create-hatchery-plugin');
    const { json, ...request } = { ...flags, ...args };
    const complete = canAsk() && !json ? await askForRest(request) : request;
    const created = await createPlugin(complete, process.cwd());
    const next = nextCommands(created.folder, process.cwd());
    print(json ? jsonText({ ...created, next }) : creationText(created, process.cwd()));
    return exitCode.completed;
  }
}
