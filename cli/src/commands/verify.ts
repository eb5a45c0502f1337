import { Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print } from '../base/print.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { selectorFlags } from '../run/selector-flags.ts';

export default class Verify extends HatcheryCommand {
  static override summary = 'Compare what is stored with what the ledgers say.';

  static override description = `Reads every ledger entry and lists every object at the destinations of the streams, and names each difference: an object that is missing, altered, or known to no ledger, and an entry that is missing, altered or out of place. Writes nothing, and may be used while streams run. A destination is verified as a whole, with all streams that land there. Takes the destinations of all streams, unless told which.

Exit codes: 0 all is as recorded, 1 something is not, or could not be read, 2 the command line, the config or a plugin is wrong, 3 no stream matched, 128+n ended by signal n.`;

  static override examples = [
    { description: 'Compare names, sizes and checksums:', command: '<%= config.bin %> verify' },
    { description: 'Read every byte:', command: '<%= config.bin %> verify --deep' },
    {
      description: "Only where one stream's objects are, for a program:",
      command: '<%= config.bin %> verify -i slack --json',
    },
  ];

  static override flags = {
    ...selectorFlags,
    deep: Flags.boolean({
      default: false,
      description:
        'Read every object and compare its SHA-256. Otherwise sizes, and checksums where the store has its own.',
    }),
    ...projectFlags,
    json: jsonFlag,
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Verify);
    const { openStreams } = await import('../audit/open-streams.ts');
    const { verify } = await import('../audit/verify.ts');
    const report = await verify(await openStreams(flags, { others: true }), flags.deep);
    if (typeof report === 'number') return report;
    const code = report.differenceCount + report.errors.length > 0 ? exitCode.failed : exitCode.completed;
    if (flags.json) {
      const { verifyJson } = await import('../audit/verify-json.ts');
      print(jsonText(verifyJson(report, flags.deep, code)));
    } else {
      const { verifyText } = await import('../audit/verify-text.ts');
      print(await verifyText(report, flags.deep, painterFor(process.stdout)));
    }
    return code;
  }
}
