import type { StreamStatusReport } from '@hatchery/engine';
import { Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print } from '../base/print.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { selectorFlags } from '../run/selector-flags.ts';
import { shardFlag } from '../run/shard-flag.ts';
import { spanFrom } from '../run/span-flag.ts';
import type { JudgedStatus } from '../audit/status-json.ts';

export default class Status extends HatcheryCommand {
  static override summary = 'Show how the streams are doing, from their ledgers.';

  static override description = `For each stream: when it committed last, until when its time is covered and how far that lies back, gaps in that, whether a window is open or a run at work, what has landed, and how long it takes until the service forgets what is not collected yet (where the source says how long it keeps). Collects nothing. Takes all streams, unless told which.

With --max-lag it is a check for monitoring: a stream that is covered less far, or not at all, is late.

Exit codes: 0 all is well, 1 a ledger cannot be read or a stream is late, 2 the command line, the config or a plugin is wrong, 3 no stream matched.`;

  static override examples = [
    { description: 'Show all streams:', command: '<%= config.bin %> status' },
    {
      description: 'Fail if an hourly stream is two hours behind:',
      command: '<%= config.bin %> status -t hourly --max-lag 2h',
    },
    { description: 'For a program:', command: '<%= config.bin %> status --json' },
  ];

  static override flags = {
    ...selectorFlags,
    shard: shardFlag,
    'max-lag': Flags.string({
      helpValue: 'SPAN',
      description: 'End with 1 if a stream is covered less far than this before now: 90s, 10m, 1h30m, 7d.',
    }),
    ...projectFlags,
    json: jsonFlag,
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Status);
    const maxLag = flags['max-lag'] === undefined ? undefined : spanFrom(flags['max-lag'], '--max-lag');
    const { openStreams } = await import('../audit/open-streams.ts');
    const { selected } = await openStreams(flags, { others: false });
    const { readStatus } = await import('@hatchery/engine');
    const now = new Date();
    const streams = (await readStatus(selected, now)).map((status): JudgedStatus => ({
      ...status,
      late: isLate(status, maxLag),
    }));
    if (flags.json) {
      const { statusJson } = await import('../audit/status-json.ts');
      print(jsonText(statusJson(streams, now)));
    } else {
      await show(streams, now);
    }
    return streams.some(({ late, error }) => late || error !== undefined) ? exitCode.failed : exitCode.completed;
  }
}

/** What cannot be read is told as that. */
function isLate({ lagMs = Infinity, error }: StreamStatusReport, maxLag: number | undefined): boolean {
  return maxLag !== undefined && error === undefined && lagMs > maxLag;
}

async function show(streams: readonly JudgedStatus[], now: Date): Promise<void> {
  const { statusTable, statusTotal } = await import('../audit/status-table.ts');
  const { statusNotes } = await import('../audit/status-notes.ts');
  const paint = painterFor(process.stdout);
  const parts = [statusTable(streams, now, paint), ...(await statusNotes(streams, paint)), statusTotal(streams)];
  print(parts.join('\n\n'));
  if (!streams.some(({ gaps, openBackfills }) => gaps.length + openBackfills.length > 0)) return;
  print('`hatchery backfill --gaps` asks for what is missing.');
}
