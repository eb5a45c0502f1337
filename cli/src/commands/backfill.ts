import { HatcheryError } from '@hatchery/core';
import { Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { runFlags } from '../run/run-flags.ts';
import { runRequest } from '../run/run-request.ts';
import { startRun } from '../run/start-run.ts';

export default class Backfill extends HatcheryCommand {
  static override summary = 'Collect the past: the gaps that status shows, or a span of time.';

  static override description = `Where a stream stands does not change, and its scheduled runs may go on meanwhile. A backfill that broke off is finished by asking for it again; what was collected on request before is not collected twice.

--gaps also finishes backfills that broke off. A service answers for a gap only as far back as it keeps its logs.

Exit codes are those of run.`;

  static override examples = [
    { description: 'Close the gaps of all streams:', command: '<%= config.bin %> backfill -a --gaps' },
    { description: 'See what that would ask for:', command: '<%= config.bin %> backfill -a --gaps --dry-run' },
    {
      description: 'Collect a day of one stream, hour by hour:',
      command: '<%= config.bin %> backfill -i slack -s 2026-11-01T00:00:00Z -e 2026-11-02T00:00:00Z -d 1h',
    },
  ];

  static override flags = {
    gaps: Flags.boolean({
      helpGroup: 'TIME',
      description: 'Collect what `status` shows as gaps: time that is covered on both sides, and was never asked for.',
    }),
    ...runFlags,
    ...projectFlags,
    json: jsonFlag,
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Backfill);
    if (flags.gaps && (flags['start-time'] ?? flags['end-time'] ?? flags.tick) !== undefined) {
      throw new HatcheryError('USAGE', '--gaps and a time do not go together.', {
        hint: 'Leave out --start-time, --end-time and --tick, also as variables (HATCHERY_START_TIME …).',
      });
    }
    const request = runRequest(flags, new Date());
    if (!request.gaps && request.windows === undefined) {
      throw new HatcheryError('USAGE', 'Say what to collect: --gaps, or a time from --start-time on.', {
        hint: 'To go on where each stream stopped, use `hatchery run`.',
      });
    }
    return startRun(request);
  }
}
