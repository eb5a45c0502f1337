import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print, printAside } from '../base/print.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { projectOptions } from '../base/project-options.ts';
import { reportFailure } from '../base/report-failure.ts';
import { sayAside } from '../base/say-aside.ts';
import { exitCode, exitCodeOfError } from '../exit-code.ts';
import { errorJson } from '../output/error-json.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';
import { shardFlag } from '../run/shard-flag.ts';
import { shardFrom } from '../run/shard-from.ts';
import { takeShard } from '../run/take-shard.ts';

export default class Streams extends HatcheryCommand {
  static override summary = 'List the streams of the config.';

  static override description =
    'Shows id, tags, source and destination of each, and what its ledger says: when it committed last, and until when its time is covered without a gap.';

  static override examples = [
    { description: 'List them:', command: '<%= config.bin %> streams' },
    { description: 'See what the third of sixteen machines takes:', command: '<%= config.bin %> streams --shard 3/16' },
    { description: 'For a program:', command: '<%= config.bin %> streams --json' },
  ];

  static override flags = { shard: shardFlag, ...projectFlags, json: jsonFlag };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Streams);
    const shard = flags.shard === undefined ? undefined : shardFrom(flags.shard, process.env);
    const { openProject } = await import('@hatchery/host');
    const { listStreams } = await import('../streams/list-streams.ts');
    const project = await openProject(projectOptions(flags));
    const { streams, problem } = await listStreams(project, takeShard(project.streams, shard, sayAside));
    if (flags.json) {
      print(jsonText({ streams, ...(problem !== undefined && { error: errorJson(problem.error) }) }));
    } else if (streams.length > 0) {
      const { streamsTable } = await import('../streams/streams-table.ts');
      print(streamsTable(streams, painterFor(process.stdout)));
    }
    if (problem === undefined) return exitCode.completed;
    if (streams.length > 0) printAside('');
    await reportFailure(problem.error, false);
    return problem.phase === 'ledger' ? exitCode.failed : exitCodeOfError(problem.error);
  }
}
