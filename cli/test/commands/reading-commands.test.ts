import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../support/build-cli.ts';
import { hatchery } from '../support/hatchery.ts';
import { config, folder, source, type StreamLine } from '../support/project.ts';

const one = { id: 'one', tags: ['hourly', 'x'], source: { use: './source.mjs' } };
const two = { id: 'zwei-ツ', source: { use: './source.mjs' } };
const files = { 'source.mjs': source, 'hatchery.yaml': config([one, two]) };

interface Listed {
  readonly streams: readonly {
    id: string;
    tags: string[];
    source: string;
    destination: string;
    lastCommit?: { sequence: number; coveredUntil?: string } | null;
  }[];
  readonly error?: { code: string };
}

describe('streams', function () {
  this.timeout(60_000);
  before(buildCli);

  it('lists id, tags, source, destination and the last commit', async () => {
    await using at = await folder(files);
    await hatchery(['run', '-i', 'one'], at);
    const { code, stdout } = await hatchery(['streams', '--json'], at);
    expect(code).to.equal(0);
    const { streams } = JSON.parse(stdout) as Listed;
    expect(streams[0]).to.deep.include({
      id: 'one',
      tags: ['hourly', 'x'],
      source: './source.mjs',
      destination: 'file',
    });
    expect(streams[0]?.lastCommit?.sequence).to.be.greaterThan(0);
    expect(streams[1]?.lastCommit).to.equal(null);
    const table = (await hatchery(['streams'], at)).stdout;
    expect(table)
      .to.match(/^ID +TAGS +SOURCE +DESTINATION +LAST COMMIT/)
      .and.match(/^zwei-ツ +- .*never +-$/m);
    expect(table).to.include(streams[0]?.lastCommit?.coveredUntil);
  });

  it('lists the streams of each shard, and makes no others ready', async () => {
    const broken = { id: 'broken', source: { use: './source.mjs', token: '${env:NOT_SET}' } };
    await using at = await folder({ ...files, 'hatchery.yaml': config([one, two, broken]) });
    const results = await Promise.all(
      [1, 2, 3].map((number) => hatchery(['streams', '--json', '--shard', `${number}/3`], at)),
    );
    const lists = results.map(({ stdout }) => (JSON.parse(stdout) as Listed).streams.map(({ id }) => id));
    expect(lists.flat().sort()).to.deep.equal(['broken', 'one', 'zwei-ツ']);
    for (const [index, ids] of lists.entries()) {
      expect(results[index]?.code).to.equal(ids.includes('broken') ? 2 : 0);
      expect(results[index]?.stderr).to.include(`Shard ${index + 1}/3 `);
    }
  });

  it('lists what it can of a config that is wrong, and says what is', async () => {
    const wrong = config([{ ...one, source: { use: './source.mjs', token: '${env:NOT_SET}' } }, two]);
    await using at = await folder({ ...files, 'hatchery.yaml': wrong });
    const { code, stdout, stderr } = await hatchery(['streams'], at);
    expect(code).to.equal(2);
    expect(stdout)
      .to.match(/^one .*unknown/m)
      .and.match(/^zwei-ツ/m);
    expect(stderr).to.include('NOT_SET');
    const { streams, error } = JSON.parse((await hatchery(['streams', '--json'], at)).stdout) as Listed;
    expect(streams).to.have.length(2);
    expect(streams[0]).not.to.have.property('lastCommit');
    expect(error?.code).to.equal('CONFIG_INVALID');
  });
});

describe('check', function () {
  this.timeout(60_000);
  before(buildCli);

  it('counts the streams that are well', async () => {
    await using at = await folder(files);
    const { code, stdout } = await hatchery(['check'], at);
    expect([code, stdout]).to.deep.equal([0, 'ok: 2 streams.\n']);
    expect(JSON.parse((await hatchery(['check', '--json'], at)).stdout)).to.deep.equal({
      config: join(at.cwd, 'hatchery.yaml'),
      streams: 2,
      warnings: [],
    });
    expect(await readdir(at.cwd)).not.to.include('logs');
  });

  it('prints every problem at its place', async () => {
    const wrong = config([{ ...one, source: { use: './source.mjs', text: 7 } }, { ...two, tgas: ['x'] } as StreamLine]);
    await using at = await folder({ ...files, 'hatchery.yaml': wrong });
    const { code, stderr } = await hatchery(['check'], at);
    expect(code).to.equal(2);
    expect(stderr)
      .to.match(/hatchery\.yaml:\d+:\d+: streams\[0\]\.source\.text: .*\(expected a text, found the number 7\)/)
      .and.match(/hatchery\.yaml:\d+:\d+: streams\[1\]\.tgas: .*Did you mean "tags"/);
  });

  it('--connect tells good from bad, source and destination apart', async () => {
    const checking = source.replace(
      'async collect',
      'async check({ config }) { if (config.fail) throw new HatcheryError("UNAUTHORIZED", config.fail); }, async collect',
    );
    const bad = { ...two, source: { use: './checking.mjs', fail: 'Not this token.' } };
    await using at = await folder({
      ...files,
      'checking.mjs': checking,
      'hatchery.yaml': config([one, { ...one, id: 'good', source: { use: './checking.mjs' } }, bad]),
    });
    const { code, stdout } = await hatchery(['check', '--connect'], at);
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/^one +not supported +ok$/m)
      .and.match(/^good +ok +ok$/m)
      .and.match(/^zwei-ツ +failed +ok$/m);
    expect(stdout)
      .to.include('zwei-ツ, source: UNAUTHORIZED: Not this token.')
      .and.include('1 stream of 3 cannot connect.');
    const json = JSON.parse((await hatchery(['check', '--connect', '--json'], at)).stdout) as {
      connections: { source: { status: string; error?: object } }[];
    };
    expect(json.connections.map(({ source: { status } }) => status)).to.deep.equal(['unsupported', 'ok', 'failed']);
    expect(json.connections[2]?.source.error).to.include({ code: 'UNAUTHORIZED' });
  });
});

describe('schema', function () {
  this.timeout(60_000);
  before(buildCli);

  it('prints a JSON Schema that knows the installed plugins, with or without a config', async () => {
    await using at = await folder();
    const { code, stdout } = await hatchery(['schema'], at);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.have.property('$schema');
    expect(stdout).to.include('fileMode');
  });

  it('writes it to a file, in place of what is there', async () => {
    await using at = await folder({ 'out.json': 'old' });
    const { code, stdout } = await hatchery(['schema', '--out', 'out.json'], at);
    expect([code, stdout]).to.deep.equal([0, '']);
    expect(JSON.parse(await readFile(join(at.cwd, 'out.json'), 'utf8'))).to.have.property('$schema');
    expect((await hatchery(['schema', '--out', 'no/such/folder.json'], at)).code).to.equal(2);
  });
});

describe('plugins', function () {
  this.timeout(60_000);
  before(buildCli);

  const misfit = {
    'package.json': JSON.stringify({ private: true, dependencies: { 'hatchery-source-old': '1.0.0' } }),
    'node_modules/hatchery-source-old/package.json': JSON.stringify({
      name: 'hatchery-source-old',
      version: '0.3.0',
      type: 'module',
      exports: './index.js',
      peerDependencies: { '@hatchery/core': '^0.3.0' },
      hatchery: { kind: 'source' },
    }),
    'node_modules/hatchery-source-old/index.js': 'throw new Error("must not be loaded");',
  };

  it('lists kind, version, whether it fits or why not, where from, and who uses it', async () => {
    await using at = await folder({ ...files, ...misfit });
    const { code, stdout, stderr } = await hatchery(['plugins'], at);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^file +destination +hatchery-dest-file +\S+ +yes +embedded +one, zwei-ツ$/m);
    expect(stdout).to.match(/^old +source +hatchery-source-old +0\.3\.0 +no +project +-$/m);
    expect(stderr).to.include('PLUGIN_INCOMPATIBLE').and.include('^0.3.0').and.not.include('must not be loaded');
    expect(stderr.match(/PLUGIN_INCOMPATIBLE/g)).to.have.length(1);
  });

  it('lists them without a config, and with one that is broken', async () => {
    await using at = await folder();
    const list = async (): Promise<{ plugins: { shortName: string; fits: boolean; usedBy?: string[] }[] }> =>
      JSON.parse((await hatchery(['plugins', '--json'], at)).stdout) as never;
    expect((await list()).plugins[0])
      .to.include({ shortName: 'file', fits: true })
      .and.not.have.property('usedBy');
    await at.write({ 'hatchery.yaml': '{ broken' });
    expect((await list()).plugins[0]).to.include({ shortName: 'file' });
    expect((await hatchery(['plugins'], at)).stderr).to.include('CONFIG_SYNTAX');
  });

  it('inspect shows options, permissions and an example', async () => {
    await using at = await folder();
    const { code, stdout } = await hatchery(['plugins', 'inspect', 'file'], at);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^path +string +required/m)
      .and.include('EXAMPLE')
      .and.include('use: file')
      .and.include('Talks to:');
    const json = JSON.parse((await hatchery(['plugins', 'inspect', 'hatchery-dest-file', '--json'], at)).stdout) as {
      kind: string;
      options: { name: string }[];
      example: string;
    };
    expect(json.kind).to.equal('destination');
    expect(json.options.map(({ name }) => name)).to.include('path');
  });

  it('inspect says why it cannot', async () => {
    await using at = await folder({ ...files, ...misfit });
    const unknown = await hatchery(['plugins', 'inspect', 'fil'], at);
    expect([unknown.code, unknown.stderr]).to.satisfy(
      ([code, text]: [number, string]) => code === 2 && text.includes('Did you mean "file"'),
    );
    const unfit = await hatchery(['plugins', 'inspect', 'old', '--json'], at);
    expect(unfit.code).to.equal(2);
    expect((JSON.parse(unfit.stdout) as { error: { code: string } }).error.code).to.equal('PLUGIN_INCOMPATIBLE');
  });
});
