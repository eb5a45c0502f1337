import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wallMs } from '../goals/results.ts';
import { hatcheryBin, hatcheryRun } from '../hatchery-project.ts';
import { runOnce } from '../run-once.ts';
import { startServer } from '../servers/start-server.ts';
import { bareNode, floor } from '../sides/bare-node.ts';
import type { Command, Side, Workload } from '../workload.ts';

const version = 'hatchery --version';
const run = 'hatchery run';
const node = 'node -e 0';

export const coldStart: Workload = {
  name: 'cold-start',
  title: 'Cold start',
  description:
    'What a process costs that has nothing to do: `hatchery --version`, and `hatchery run` of one stream where the API has nothing new, with files as the destination. The run looks for config and plugins, checks both, finds the head of the ledger, asks the API, and writes into the ledger that it did. The floor is a script that asks the API, and ends.',
  repeat: 4,
  goals: [
    { text: '`hatchery run` beside a bare Node start', unit: '×', atMost: 4, value: (r) => r.ratio(run, node, wallMs) },
    {
      text: '`hatchery --version` beside a bare Node start',
      unit: '×',
      atMost: 2,
      value: (r) => r.ratio(version, node, wallMs),
    },
  ],

  async prepare() {
    await using held = new AsyncDisposableStack();
    const project = await mkdtemp(join(tmpdir(), 'hatchery-bench-cold-'));
    held.defer(() => rm(project, { recursive: true }));
    const slack = `${held.use(await startServer('slack-server.ts', [0, 0])).url}/audit/v1`;
    const { file, args } = await hatcheryRun(project, [stream(slack, join(project, 'logs'))]);
    const again: Command = { file, args: [...args, '-c', join(project, 'hatchery.json')] };
    // So that there is a ledger to find, as before every run but the first.
    await runOnce(again, project);
    const side = (name: string, command: Command): Side => ({
      name,
      command: () => Promise.resolve(command),
      check: () => Promise.resolve({}),
    });
    const owned = held.move();
    return {
      sides: [
        side(run, again),
        side(floor, bareNode('ask.js', [slack])),
        side(version, { file: process.execPath, args: [hatcheryBin, '--version'] }),
        side(node, { file: process.execPath, args: ['-e', '0'] }),
      ],
      skipped: [],
      [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
    };
  },
};

function stream(slack: string, path: string): object {
  return {
    id: 'quiet',
    source: { use: 'slack', token: 'xoxp-bench', baseUrl: slack },
    destination: { use: 'file', path },
  };
}
