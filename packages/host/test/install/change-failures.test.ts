import { expect } from 'chai';
import { redact } from '@hatchery/core';
import { openCatalog } from '@hatchery/host';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../support/failure-of.ts';
import { addFiles } from '../support/temp-project.ts';
import { childScript } from './support/child-script.ts';
import { type InstallProject, installProject } from './support/install-project.ts';
import { type LocalRegistry, startLocalRegistry } from './support/local-registry.ts';
import { coreStub, library, source } from './support/published.ts';
import { type FaultyProxy, startFaultyProxy } from './support/faulty-proxy.ts';

const token = 'canary-token-8c1e5f20d7';

describe('a change of plugins that fails', () => {
  let registry: LocalRegistry;
  let proxy: FaultyProxy;
  let project: InstallProject;
  let former: Record<string, string>;

  before(async () => {
    registry = await startLocalRegistry();
    proxy = await startFaultyProxy(registry.url);
    await registry.publish(
      coreStub('1.0.0'),
      library('left', '1.0.0'),
      library('left', '2.0.0'),
      library('large', '1.0.0', { keywords: Array.from({ length: 20_000 }, (_, index) => `keyword-${index * 7919}`) }),
      source('hatchery-source-sound', '1.0.0', { dependencies: { left: '^1.0.0' } }),
      source('hatchery-source-sound', '1.1.0', { dependencies: { left: '^2.0.0' } }),
      source('hatchery-source-lost', '1.0.0', { dependencies: { 'not-there': '^1.0.0' } }),
      source('hatchery-source-future', '1.0.0', { dependencies: { left: '^9.0.0' } }),
      source('hatchery-source-git', '1.0.0', { dependencies: { deep: '1.0.0' } }),
      library('deep', '1.0.0', { dependencies: { other: 'git+https://127.0.0.1:1/other.git' } }),
      source('hatchery-source-torn', '1.0.0', { peerDependencies: { '@hatchery/core': '^1.0.0', left: '^2.0.0' } }),
      source('hatchery-source-large', '1.0.0', { dependencies: { large: '^1.0.0' } }),
    );
  });

  after(async () => {
    await proxy[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  beforeEach(async () => {
    proxy.fault = undefined;
    project = installProject(proxy, {
      '.npmrc': `${proxy.url.replace('http:', '')}:_authToken=${token}\n`,
      'package.json': { private: true, dependencies: { left: '^1.0.0' } },
    });
    await project.install(['sound@1.0.0']);
    former = project.snapshot();
  });

  const expectUnchanged = async (): Promise<void> => {
    expect(project.snapshot()).to.deep.equal(former);
    const { plugins } = await openCatalog({ cwd: project.directory });
    expect(plugins.map(({ version, fits }) => ({ version, fits }))).to.deep.equal([{ version: '1.0.0', fits: true }]);
    // Neither does npm find anything to do.
    await project.npm('install', '--offline');
    expect(project.snapshot()).to.deep.equal(former);
  };

  const cases: [what: string, request: string, code: string, message: string][] = [
    ['no such plugin', 'nowhere', 'PLUGIN_NOT_FOUND', 'hatchery-source-nowhere'],
    ['no such version', 'sound@7.0.0', 'PLUGIN_NOT_FOUND', '7.0.0'],
    ['a dependency that does not exist', 'lost', 'INSTALL_FAILED', 'not-there'],
    ['a version of a dependency that does not exist', 'future', 'INSTALL_FAILED', 'left'],
    ['a dependency of a dependency that comes from git', 'git', 'PLUGIN_ORIGIN_REFUSED', 'git'],
    ['versions that do not fit together', 'torn', 'INSTALL_FAILED', 'no set of versions'],
  ];
  for (const [what, request, code, message] of cases) {
    it(`changes nothing: ${what}`, async () => {
      const failure = await failureOf(project.install([request]));
      expect(failure.code).to.equal(code);
      // Other tests may have made secrets of a letter.
      expect(failure.message).to.include(redact(message));
      await expectUnchanged();
    });
  }

  for (const [what, fault] of [
    ['a damaged tarball of a dependency', 'tamper'],
    ['another tarball in the place of a dependency', 'swap'],
  ] as const) {
    it(`changes nothing: ${what}`, async () => {
      proxy.fault = (path) => (path.endsWith('/large-1.0.0.tgz') ? fault : undefined);
      const failure = await failureOf(project.install(['large']));
      expect(failure.code).to.equal('PLUGIN_INTEGRITY');
      expect(failure.message).to.include('large');
      await expectUnchanged();
    });
  }

  for (const fault of ['cut', 'status 503', 'refuse'] as const) {
    it(`changes nothing: the registry fails in the middle (${fault})`, async () => {
      proxy.fault = (path) => (path.endsWith('/large-1.0.0.tgz') ? fault : undefined);
      const failure = await failureOf(project.install(['large', 'sound@1.1.0']));
      expect(failure.code).to.equal('REGISTRY_FAILED');
      await expectUnchanged();
      proxy.fault = undefined;
      await project.install(['large', 'sound@1.1.0']);
      expect(project.json('node_modules/hatchery-source-sound/package.json')['version']).to.equal('1.1.0');
    });
  }

  for (const [what, path, text] of [
    ['a package.json that is no JSON', 'package.json', '{ "name": '],
    ['a lock file that was cut off', 'package-lock.json', '{ "lockfileVersion": 3, "packa'],
    ['a lock file that is a list', 'package-lock.json', '[]'],
  ] as const) {
    it(`changes nothing: ${what}`, async () => {
      addFiles(project.directory, { [path]: text });
      const before = project.snapshot();
      const failure = await failureOf(project.install(['sound@1.1.0']));
      expect(failure.code).to.equal('INSTALL_FAILED');
      expect(failure.message).to.include(`${path} cannot be used`);
      expect(project.snapshot()).to.deep.equal(before);
    });
  }

  it('takes a lock file with the conflicts of a merge, as npm does', async () => {
    const lock = project.text('package-lock.json').replace('{\n', '{\n<<<<<<< a\n=======\n>>>>>>> b\n');
    addFiles(project.directory, { 'package-lock.json': lock });
    await project.install(['sound@1.1.0']);
    expect(project.text('package-lock.json')).not.to.include('<<<<');
  });

  it('changes nothing: no room left on the disk', async () => {
    // A limit on the size of files is the nearest thing to a full disk that any user can have.
    const child = await new Promise<{ code: number; stderr: string }>((resolve) => {
      const script = childScript('install', project, ['large']);
      const line = `ulimit -f 64; exec "$0" "$@"`;
      execFile('sh', ['-c', line, process.execPath, ...script.words], { env: script.env }, (error, _out, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stderr }),
      );
    });
    expect(child.code).to.equal(1);
    expect(child.stderr).to.include('INSTALL_FAILED');
    await expectUnchanged();
  });

  it('changes nothing: package.json is changed by somebody else in the meantime', async () => {
    const text = project.text('package.json').replace('{', '{ "description": "new",');
    proxy.fault = (path) => {
      if (path.endsWith('/large-1.0.0.tgz')) writeFileSync(join(project.directory, 'package.json'), text);
      return undefined;
    };
    const failure = await failureOf(project.install(['large']));
    expect(failure.message).to.match(/package\.json was changed by somebody else/);
    expect(project.snapshot()).to.deep.equal({ ...former, 'package.json': text });
  });

  for (const [what, text] of [
    ['not JSON', '{ "name": '],
    ['not an object', '[]'],
    ['empty', ''],
  ] as const) {
    it(`refuses a package.json that is ${what}`, async () => {
      addFiles(project.directory, { 'package.json': text });
      const failure = await failureOf(project.install(['large']));
      expect(failure.code).to.equal('INSTALL_FAILED');
      expect(project.snapshot()).to.deep.equal({ ...former, 'package.json': text });
    });
  }

  it('never shows a token, whatever the registry answers', async () => {
    const said: string[] = [];
    for (const fault of ['status 401', 'status 403', 'status 500', 'echo', 'cut', 'refuse'] as const) {
      proxy.fault = (path) => (path.includes('large') ? fault : undefined);
      const failure = await failureOf(project.install(['large', 'sound@1.1.0']));
      said.push(
        failure.message,
        failure.hint ?? '',
        String(failure.cause),
        JSON.stringify(failure.context),
        failure.stack ?? '',
      );
    }
    expect(proxy.tokens()).to.include(`Bearer ${token}`);
    expect(said.join('\n')).to.not.include(token);
  });
});
