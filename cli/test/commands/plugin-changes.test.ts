import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalRegistry, startLocalRegistry } from '../../../packages/host/test/install/support/local-registry.ts';
import { coreStub, source as sourceOf } from '../../../packages/host/test/install/support/published.ts';
import { buildCli } from '../support/build-cli.ts';
import { hatchery, type Result } from '../support/hatchery.ts';
import { hasTerminal, inTerminal } from '../support/in-terminal.ts';
import { type Folder, folder, source } from '../support/project.ts';

const manyHosts = Array.from({ length: 500 }, (_, n) => `h${n}.example`);
const token = 'canary-token-77f0c2ab41';

describe('commands that change plugins', function () {
  this.timeout(60_000);
  let registry: LocalRegistry;

  before(async () => {
    await buildCli();
    registry = await startLocalRegistry();
    const plugin = (version: string, more: object = {}) => ({
      ...sourceOf('hatchery-source-acme', version, more),
      'index.js': source,
    });
    await registry.publish(
      coreStub('1.0.0'),
      plugin('1.0.0', { hatchery: { kind: 'source', permissions: { hosts: ['api.acme.example'] } } }),
      plugin('1.1.0', { scripts: { postinstall: 'exit 1' } }),
      plugin('2.0.0', { range: '^2.0.0' }),
      sourceOf('hatchery-source-slakc', '1.0.0'),
      sourceOf('hatchery-source-wide', '1.0.0', {
        hatchery: { kind: 'source', aliases: ['broad', 'slack'], permissions: { hosts: manyHosts } },
        bin: { 'wide-login': './index.js' },
      }),
    );
  });

  after(() => registry[Symbol.asyncDispose]());

  const settings = () =>
    `registry=${registry.url}\n${registry.url.slice(5)}:_authToken=${token}\ncache=\${HOME}/.cache\n`;
  const project = (files: Record<string, string> = {}) =>
    folder({ '.npmrc': settings(), 'package.json': '{}', ...files });
  const run = async ({ cwd }: Folder, ...words: string[]): Promise<Result> => {
    const result = await hatchery(['plugins', ...words], { cwd, env: { XDG_DATA_HOME: join(cwd, 'data') } });
    expect(result.stdout + result.stderr).to.not.include(token);
    return result;
  };
  const config = JSON.stringify({
    streams: [
      { id: 'acme-logs', tags: ['daily'], source: { use: 'acme' }, destination: { use: 'file', path: './logs' } },
    ],
  });
  const versionIn = async ({ cwd }: Folder): Promise<unknown> =>
    (
      JSON.parse(await readFile(join(cwd, 'node_modules/hatchery-source-acme/package.json'), 'utf8')) as {
        version: unknown;
      }
    ).version;

  it('install: shows what is to be trusted, and what was passed over; the plugin then works', async () => {
    await using place = await project({ 'hatchery.json': config });
    const { code, stdout, stderr } = await run(place, 'install', 'acme');
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/hatchery-source-acme +- +1\.1\.0/);
    expect(stdout).to.include('Install scripts that were not run: hatchery-source-acme@1.1.0');
    expect(stderr).to.include('hatchery-source-acme 1.1.0: source, from the registry');
    expect(stderr).to.include('not 2.0.0, because it asks for @hatchery/core ^2.0.0');
    expect(stderr).to.include('published within the last hour');
    expect(stderr).to.include('registry signature: not offered');
    const ran = await hatchery(['run', '-t', 'daily'], { cwd: place.cwd });
    expect(ran.code, ran.stderr).to.equal(0);
    const listed = await run(place);
    expect(listed.stdout).to.match(/acme +source +hatchery-source-acme +1\.1\.0 +yes +project +acme-logs/);
  });

  it('install: shows further names and commands, and of a long list only the beginning', async () => {
    await using place = await project();
    const { code, stderr } = await run(place, 'install', 'wide', '--dry-run');
    expect(code, stderr).to.equal(0);
    expect(stderr).to.match(/talks to: h0\.example, .*h19\.example, and 480 more\n/);
    expect(stderr).to.include('also called: broad').and.include('commands that it adds: wide-login');
  });

  it('install: says that a registry is asked again while it does not answer', async () => {
    const nowhere = 'registry=http://127.0.0.1:9/\nfetch-retries=1\nfetch-retry-mintimeout=1\n';
    await using place = await folder({ '.npmrc': nowhere, 'package.json': '{}' });
    const { code, stderr } = await run(place, 'install', 'hatchery-source-acme');
    expect(code).to.equal(1);
    expect(stderr).to.match(/^GET http:\/\/127\.0\.0\.1:9\/hatchery-source-acme attempt 1 failed with ECONNREFUSED; /);
    expect(stderr).to.match(/^REGISTRY_FAILED: .*ECONNREFUSED/m);
  });

  it('install --json: prints the same for programs, and nothing else', async () => {
    await using place = await project();
    const { code, stdout } = await run(place, 'install', 'acme@1.0.0', '--json');
    expect(code).to.equal(0);
    const report = JSON.parse(stdout) as Record<string, any>;
    expect(report).to.include({ outcome: 'done', origin: 'project', directory: place.cwd });
    expect(report['candidates'][0]).to.include({ name: 'hatchery-source-acme', version: '1.0.0', latest: '2.0.0' });
    expect(report['candidates'][0]['trust']['permissions']).to.deep.equal({ hosts: ['api.acme.example'] });
    expect(report['changes']['packages']).to.deep.include({ name: 'hatchery-source-acme', to: '1.0.0' });
  });

  it('install --dry-run: changes nothing', async () => {
    await using place = await project();
    const { code, stdout } = await run(place, 'install', 'acme', '--dry-run');
    expect(code).to.equal(0);
    expect(stdout).to.include('Would change');
    expect((await run(place)).stdout).to.not.include('acme');
  });

  it('install: without a project, into the folder of the user', async () => {
    await using place = await folder({ '.npmrc': settings() });
    const { code, stdout } = await run(place, 'install', 'acme');
    expect(code).to.equal(0);
    expect(stdout).to.include(join(place.cwd, 'data/hatchery/plugins'));
    expect((await run(place)).stdout).to.match(/hatchery-source-acme +1\.1\.0 +yes +user/);
  });

  it('install --user: into that folder, though there is a project', async () => {
    await using place = await project();
    await run(place, 'install', 'acme', '--user');
    expect(await readFile(join(place.cwd, 'package.json'), 'utf8')).to.equal('{}');
    expect((await run(place)).stdout).to.match(/hatchery-source-acme +1\.1\.0 +yes +user/);
  });

  it('install: warns of a name that looks like another, and asks nobody where there is no terminal', async () => {
    await using place = await project();
    const { code, stderr } = await run(place, 'install', 'slakc');
    expect(code).to.equal(0);
    expect(stderr).to.include('warning:').and.include('hatchery-source-slack');
  });

  if (hasTerminal()) {
    for (const [answer, expected] of [
      ['n', 1],
      ['', 1],
      ['y', 0],
    ] as const) {
      it(`install: asks on a terminal where there is a warning; ${answer || 'nothing'} ends with ${expected}`, async () => {
        await using place = await project();
        const env = { XDG_DATA_HOME: join(place.cwd, 'data') };
        const question = 'Go on all the same? [y/N]';
        const { code, screen } = await inTerminal('plugins install slakc', { ...place, env }, [[question, answer]]);
        expect(code, screen).to.equal(expected);
        expect(screen).to.include(question);
        const installed = JSON.parse(await readFile(join(place.cwd, 'package.json'), 'utf8')) as object;
        expect(installed).to.deep.equal(expected === 0 ? { dependencies: { 'hatchery-source-slakc': '^1.0.0' } } : {});
      });
    }
  }

  const failures: [what: string, words: string[], code: number, error: string][] = [
    ['no such plugin', ['install', 'nowhere'], 1, 'PLUGIN_NOT_FOUND'],
    ['none that fits', ['install', 'acme@2.0.0'], 1, 'NO_FITTING_VERSION'],
    ['too young', ['install', 'acme', '--minimum-age', '7d'], 1, 'NO_FITTING_VERSION'],
    ['git', ['install', 'git+https://127.0.0.1:1/x.git'], 1, 'PLUGIN_ORIGIN_REFUSED'],
    ['no name', ['install'], 2, 'USAGE'],
    ['an age that is none', ['install', 'acme', '--minimum-age', 'old'], 2, 'USAGE'],
    ['a kind that is none', ['install', 'acme', '--kind', 'sauce'], 2, 'USAGE'],
    ['an unknown flag', ['install', 'acme', '--forse'], 2, 'USAGE'],
    ['update of nothing', ['update'], 2, 'USAGE'],
    ['update of all and some', ['update', 'acme', '--all'], 2, 'USAGE'],
    ['update of what is not there', ['update', 'acme'], 1, 'PLUGIN_NOT_INSTALLED'],
    ['uninstall of what is not there', ['uninstall', 'acme'], 1, 'PLUGIN_NOT_INSTALLED'],
    ['link to nothing', ['link', './nowhere'], 2, 'USAGE'],
  ];
  for (const [what, words, code, error] of failures) {
    it(`ends with code ${code}: ${what}`, async () => {
      await using place = await project();
      const result = await run(place, ...words, '--json');
      expect(result.code).to.equal(code);
      expect(JSON.parse(result.stdout)).to.have.nested.property('error.code', error);
      expect(result.stderr).to.include(error);
      expect(await readFile(join(place.cwd, 'package.json'), 'utf8')).to.equal('{}');
    });
  }

  it('update: brings the newest that fits, or says why a plugin stays', async () => {
    await using place = await project();
    await run(place, 'install', 'acme@1.0.0');
    const first = await run(place, 'update', '--all');
    expect(first.stdout).to.include('hatchery-source-acme 1.0.0 became 1.1.0');
    expect(await versionIn(place)).to.equal('1.1.0');
    const second = await run(place, 'update', 'acme', '--json');
    expect(second.code).to.equal(0);
    expect((JSON.parse(second.stdout) as Record<string, unknown>)['updates']).to.deep.equal([
      {
        name: 'hatchery-source-acme',
        from: '1.1.0',
        reason: '2.0.0 does not fit: it asks for @hatchery/core ^2.0.0',
      },
    ]);
  });

  it('uninstall: not while a stream uses it, unless forced', async () => {
    await using place = await project({ 'hatchery.json': config });
    await run(place, 'install', 'acme');
    const refused = await run(place, 'uninstall', 'acme');
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include('PLUGIN_IN_USE').and.include('acme-logs');
    expect(await versionIn(place)).to.equal('1.1.0');
    await place.write({ 'hatchery.json': '{ "streams": ' });
    const unclear = await run(place, 'uninstall', 'acme');
    expect(unclear.code).to.equal(1);
    expect(unclear.stderr).to.include('PLUGIN_IN_USE');
    const forced = await run(place, 'uninstall', 'acme', '--force', '--json');
    expect(forced.code, forced.stderr).to.equal(0);
    expect(JSON.parse(forced.stdout)).to.deep.include({ outcome: 'done', removed: ['hatchery-source-acme'] });
  });

  it('uninstall: what no stream uses', async () => {
    await using place = await project({ 'hatchery.json': JSON.stringify({ streams: [] }) });
    await run(place, 'install', 'acme');
    const { code, stdout } = await run(place, 'uninstall', 'acme');
    expect(code).to.equal(0);
    expect(stdout).to.match(/hatchery-source-acme +1\.1\.0 +-/);
  });

  it('link: uses a plugin from its folder', async () => {
    await using place = await project({
      'mine/package.json': JSON.stringify(sourceOf('hatchery-source-mine', '0.1.0')['package.json']),
      'mine/index.js': source,
    });
    const { code, stderr } = await run(place, 'link', './mine');
    expect(code, stderr).to.equal(0);
    expect((await run(place)).stdout).to.match(/hatchery-source-mine +0\.1\.0 +yes +project, linked/);
    expect((await run(place, 'inspect', 'mine')).stdout).to.include('OPTION');
  });

  it('leaves a project of pnpm to pnpm', async () => {
    await using place = await project({ 'pnpm-lock.yaml': '' });
    const { code, stderr } = await run(place, 'install', 'acme');
    expect(code).to.equal(1);
    expect(stderr)
      .to.include('OTHER_PACKAGE_MANAGER')
      .and.include('pnpm add --ignore-scripts hatchery-source-acme@1.1.0');
    const planned = await run(place, 'install', 'acme', '--delegate', '--dry-run');
    expect(planned.code, planned.stderr).to.equal(0);
    expect(planned.stdout).to.match(/^Would run `pnpm add --ignore-scripts hatchery-source-acme@1\.1\.0` in \//);
  });
});
