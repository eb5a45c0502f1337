import { expect } from 'chai';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { gate } from '../support/gate.ts';
import { hatchery, start } from '../support/hatchery.ts';
import { config, type Folder, folder, source } from '../support/project.ts';
import { spoilLedger } from '../support/spoil-ledger.ts';

const one = { id: 'one', source: { use: './source.mjs' } };
const two = { id: 'two', source: { use: './source.mjs', text: 'zwei' } };
const files = { 'source.mjs': source, 'hatchery.yaml': config([one, two]) };

/** Waits at a gate before it lists anything. */
const gatedDestination = `
import { defineDestination, z } from '@hatchery/core';
export default defineDestination({
  config: z.strictObject({ gate: z.string() }),
  async open({ config }) {
    const never = () => { throw new Error('Only a list is asked for.'); };
    return { create: never, stat: never, read: never, async *list() { await fetch(config.gate); } };
  },
});
`;

async function landed(): Promise<Folder> {
  const at = await folder(files);
  await hatchery(['run', '-a'], at);
  return at;
}

/** Names of objects, and their paths. */
async function objects({ cwd }: Folder): Promise<{ name: string; path: string }[]> {
  const logs = join(cwd, 'logs');
  const entries = await readdir(logs, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths
    .map((path) => ({ path, name: relative(logs, path) }))
    .filter(({ name }) => !name.startsWith('_hatchery') && !name.startsWith('.'));
}

interface Report {
  readonly deep: boolean;
  readonly exitCode: number;
  readonly objects: number;
  readonly differenceCount: number;
  readonly differences: readonly { kind: string; name: string; stream?: string }[];
  readonly errors: readonly { code: string }[];
}

const reportOf = async (at: Folder, ...args: string[]): Promise<Report> =>
  JSON.parse((await hatchery(['verify', '--json', ...args], at)).stdout) as Report;

describe('verify', function () {
  this.timeout(60_000);
  before(buildCli);

  it('0: all is as recorded', async () => {
    await using at = await landed();
    const { code, stdout, stderr } = await hatchery(['verify'], at);
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(stdout)
      .to.match(/^ok: 2 objects \(7 B\), \d+ ledger entries, all as recorded\.$/m)
      .and.include('--deep');
    expect((await hatchery(['verify', '--deep'], at)).stdout).not.to.include('--deep');
    expect(await reportOf(at)).to.include({ deep: false, exitCode: 0, objects: 2, differenceCount: 0 });
  });

  it('0: nothing was ever collected', async () => {
    await using at = await folder(files);
    expect((await hatchery(['verify'], at)).code).to.equal(0);
  });

  it('1: names each object that is missing, altered or unknown', async () => {
    await using at = await landed();
    const [gone, cut] = await objects(at);
    if (gone === undefined || cut === undefined) throw new Error('nothing landed');
    await rm(gone.path);
    await writeFile(cut.path, 'x');
    await writeFile(join(at.cwd, 'logs/stray\u001b[31m.json'), 'x');
    const { code, stdout } = await hatchery(['verify'], at);
    expect(code).to.equal(1);
    expect(stdout)
      .to.include(`missing     ${gone.name}: `)
      .and.include(`altered     ${cut.name}: its size is 1; `)
      .and.include('unknown     stray\\u001b[31m.json: no ledger names it')
      .and.match(/^3 differences: 2 objects/m);
    const report = await reportOf(at);
    expect(report.differences.map(({ kind }) => kind)).to.have.members(['missing', 'altered', 'unknown']);
    expect(report).to.include({ exitCode: 1, differenceCount: 3 });
  });

  it('--deep: 1 for a byte that changed', async () => {
    await using at = await landed();
    const [object] = await objects(at);
    if (object === undefined) throw new Error('nothing landed');
    const text = await readFile(object.path, 'utf8');
    await writeFile(object.path, text.replace(/.$/, '!'));
    expect((await hatchery(['verify'], at)).code).to.equal(0);
    const { code, stdout } = await hatchery(['verify', '--deep'], at);
    expect(code).to.equal(1);
    expect(stdout).to.include(`altered     ${object.name}: its bytes differ`);
  });

  it('1: names the chain of a ledger that was altered', async () => {
    await using at = await landed();
    await spoilLedger(at.cwd, 'one');
    const report = await reportOf(at);
    expect(report.differences[0]).to.include({ kind: 'chain', name: '_hatchery/ledger/one/commits/', stream: 'one' });
  });

  it('looks at the destinations of the streams that it is told to, as a whole', async () => {
    const elsewhere = { use: 'file', path: './elsewhere' };
    const streams = [
      { ...one, destination: { use: 'file', path: './logs' } },
      { ...two, destination: { use: 'file', path: './logs' }, ledger: elsewhere },
      { ...one, id: 'three', destination: elsewhere },
    ];
    await using at = await folder({ ...files, 'hatchery.yaml': JSON.stringify({ streams }) });
    await hatchery(['run', '-a'], at);
    for (const [id, count] of [
      ['one', 2],
      ['two', 2],
      ['three', 1],
    ] as const) {
      expect(await reportOf(at, '-i', id, '--deep'), id).to.include({ objects: count, differenceCount: 0 });
    }
    expect((await hatchery(['verify', '-i', 'tow'], at)).code).to.equal(3);
  });

  it('1: a destination that cannot be read, and why', async () => {
    await using at = await landed();
    await rm(join(at.cwd, 'logs'), { recursive: true });
    await writeFile(join(at.cwd, 'logs'), 'a file in the way');
    const { code, stdout } = await hatchery(['verify'], at);
    expect(code).to.equal(1);
    expect(stdout).to.include('DESTINATION_FAILED').and.include('not verified: 1 destination');
    expect((await reportOf(at)).errors[0]).to.include({ code: 'DESTINATION_FAILED' });
  });

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`${expected}: ended by ${signal}, at once`, async () => {
      await using door = await gate();
      const streams = [{ ...one, destination: { use: './gated.mjs', gate: door.url } }];
      await using at = await folder({
        ...files,
        'gated.mjs': gatedDestination,
        'hatchery.yaml': JSON.stringify({ streams }),
      });
      const running = start(['verify'], at);
      await door.reached;
      const before = performance.now();
      running.child.kill(signal);
      const { code, stdout, stderr } = await running.result;
      expect([code, stdout], stderr).to.deep.equal([expected, '']);
      expect(stderr).to.include(`Stopping, because of ${signal}`);
      expect(performance.now() - before, 'a run has 8 seconds to stop').to.be.below(6_000);
    });
  }
});
