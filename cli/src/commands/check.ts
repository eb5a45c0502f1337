import type { Stream, StreamCheck } from '@hatchery/engine';
import { Flags } from '@oclif/core';
import { HatcheryCommand } from '../base/hatchery-command.ts';
import { print } from '../base/print.ts';
import { printWarnings } from '../base/print-warnings.ts';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';
import { projectOptions } from '../base/project-options.ts';
import { exitCode } from '../exit-code.ts';
import { count } from '../output/count.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';

export default class Check extends HatcheryCommand {
  static override summary = 'Check the config and its plugins.';

  static override description = `Reports every problem at once, each with its place. With --connect it also proves that the credentials work, without collecting anything: a small object is written at each destination, and where ledgers lie, and removed again.

Exit codes: 0 all is well, 1 a connection failed, 2 the config or a plugin is wrong.`;

  static override examples = [
    { description: 'Check the config:', command: '<%= config.bin %> check' },
    { description: 'Check the credentials, too:', command: '<%= config.bin %> check --connect' },
    {
      description: 'Check another config, with an overlay:',
      command: '<%= config.bin %> check -c ./hatchery.yaml --env production',
    },
  ];

  static override flags = {
    connect: Flags.boolean({ description: 'Also connect to each source and destination.' }),
    ...projectFlags,
    json: jsonFlag,
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Check);
    const { openProject } = await import('@hatchery/host');
    const project = await openProject(projectOptions(flags));
    const streams = await project.bind(project.streams);
    printWarnings(project.warnings);
    const checks = flags.connect ? await connect(streams) : undefined;
    if (flags.json) {
      const { checkJson } = await import('../check/check-json.ts');
      const warnings = project.warnings.map(({ message, hint }) => ({ message, hint }));
      print(
        jsonText({
          config: project.configPath,
          streams: streams.length,
          warnings,
          ...(checks && { connections: checkJson(checks) }),
        }),
      );
    } else {
      await show(checks, streams.length);
    }
    return checks?.some(isFailed) ? exitCode.failed : exitCode.completed;
  }
}

async function connect(streams: readonly Stream[]): Promise<readonly StreamCheck[]> {
  const { checkStreams } = await import('@hatchery/engine');
  return checkStreams(streams);
}

async function show(checks: readonly StreamCheck[] | undefined, streams: number): Promise<void> {
  const paint = painterFor(process.stdout);
  if (checks === undefined) return print(`${paint('green', 'ok')}: ${count(streams, 'stream')}.`);
  if (checks.length > 0) {
    const { checkTable } = await import('../check/check-table.ts');
    print(`${await checkTable(checks, paint)}\n`);
  }
  const left = new Set(checks.flatMap((check) => check.left ?? []));
  for (const name of left) print(`Left behind, as the destination does not delete: ${name}`);
  const failed = checks.filter(isFailed).length;
  print(
    failed === 0
      ? `${paint('green', 'ok')}: ${count(streams, 'stream')}.`
      : `${count(failed, 'stream')} of ${streams} cannot connect.`,
  );
}

function isFailed({ source, destination, ledger }: StreamCheck): boolean {
  return [source, destination, ledger].some((outcome) => outcome?.status === 'failed');
}
