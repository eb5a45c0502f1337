import { HatcheryCommand } from '../base/hatchery-command.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { runFlags } from '../run/run-flags.ts';
import { runRequest } from '../run/run-request.ts';
import { startRun } from '../run/start-run.ts';

export default class Run extends HatcheryCommand {
  static override summary = 'Run streams.';

  static override description = `A stream is taken if any of -i, -t and -a names it. Each goes on where it stopped, unless --start-time says otherwise.

Exit codes: 0 all streams completed, 1 at least one failed, 2 nothing ran because of the command line, the config or a plugin, 3 no stream matched, 75 the rest was held by another run, 128+n ended by signal n.`;

  static override examples = [
    { description: 'Run the streams with the tag "hourly":', command: '<%= config.bin %> run -t hourly' },
    { description: 'Run two streams:', command: '<%= config.bin %> run -i slack,1password' },
    {
      description: 'Collect a day once more, hour by hour:',
      command: '<%= config.bin %> run -i slack -s 2026-11-01T00:00:00Z -e 2026-11-02T00:00:00Z -d 1h',
    },
    { description: 'See what would be asked for:', command: '<%= config.bin %> run -a --dry-run' },
    {
      description: 'As one task of a job of many, on Cloud Run say:',
      command: '<%= config.bin %> run -t hourly --shard auto',
    },
    { description: 'In a container:', command: '<%= config.bin %> run -t daily --log-format json' },
  ];

  static override flags = { ...runFlags, ...projectFlags, json: jsonFlag };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Run);
    return startRun(runRequest(flags, new Date()));
  }
}
