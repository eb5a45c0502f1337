import { expect } from 'chai';
import { openCatalog } from '@hatchery/host';
import { uninstallPlugins, userTarget } from '@hatchery/host/install';
import { existsSync, lstatSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { failureOf } from '../support/failure-of.ts';
import { sourcePackage, under } from '../support/plugin-files.ts';
import { addFiles, tempProject } from '../support/temp-project.ts';
import { json, startFakeRegistry } from './candidate/support/fake-registry.ts';
import { installProject, snapshotOf } from './support/install-project.ts';
import { type LocalRegistry, startLocalRegistry } from './support/local-registry.ts';
import { packFiles } from './support/pack-files.ts';
import { coreStub, library, source } from './support/published.ts';

describe('installPlugins', () => {
  let registry: LocalRegistry;

  before(async () => {
    registry = await startLocalRegistry();
    await registry.publish(
      coreStub('1.0.0'),
      coreStub('2.0.0'),
      library('left', '1.0.0'),
      library('left', '2.0.0', { bin: { left: './index.js' } }),
      library('right', '1.0.0', { dependencies: { left: '^1.0.0' } }),
      library('elsewhere', '1.0.0', { os: ['!linux', '!darwin', '!win32'] }),
      library('for-tests', '1.0.0'),
      source('hatchery-source-acme', '1.0.0', { dependencies: { left: '^2.0.0', right: '^1.0.0' } }),
      source('hatchery-source-acme', '1.1.0', { dependencies: { left: '^2.0.0', right: '^1.0.0' } }),
      source('hatchery-source-acme', '2.0.0', { range: '^2.0.0' }),
      source('hatchery-source-old', '1.0.0', { range: '^0.9.0' }),
      source('hatchery-source-wise', '1.0.0', { range: '>=1.0.0 <1.9.0' }),
      source('@acme/hatchery-source-scoped', '1.0.0'),
      source('hatchery-source-picky', '1.0.0', { optionalDependencies: { elsewhere: '^1.0.0', left: '^1.0.0' } }),
      source('hatchery-source-scripted', '1.0.0', {
        scripts: { postinstall: "node -e \"require('fs').writeFileSync(process.env.INIT_CWD + '/ran', '')\"" },
        dependencies: { scripted: '^1.0.0' },
      }),
      library('scripted', '1.0.0', { scripts: { install: 'touch ran' } }),
      library('taker', '1.0.0', { bin: { left: './index.js' } }),
      library('usurper', '1.0.0', { bin: { hatchery: './index.js' } }),
      library('astray', '1.0.0', { dependencies: { outside: 'file:../../../outside' } }),
      library('far', '1.0.0', { dependencies: { away: 'git+https://git.example/x.git' } }),
      source('hatchery-source-taking', '1.0.0', { bin: { left: './index.js', own: './index.js' } }),
      source('hatchery-source-led', '1.0.0', { dependencies: { taker: '^1.0.0' } }),
      source('hatchery-source-ousting', '1.0.0', { dependencies: { usurper: '^1.0.0' } }),
      source('hatchery-source-astray', '1.0.0', { dependencies: { astray: '^1.0.0' } }),
      source('hatchery-source-far', '1.0.0', { peerDependencies: { '@hatchery/core': '^1.0.0', far: '^1.0.0' } }),
    );
  });

  after(() => registry[Symbol.asyncDispose]());

  it('puts a plugin into a project as npm would, so that `npm ci` gives the same tree', async () => {
    const project = installProject(registry);
    const report = await project.install(['acme']);
    expect(report.outcome).to.equal('done');
    expect(project.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-acme': '^1.1.0' });
    const { plugins } = await openCatalog({ cwd: project.directory });
    expect(plugins.map(({ name, version, fits, origin }) => ({ name, version, fits, origin }))).to.deep.equal([
      { name: 'hatchery-source-acme', version: '1.1.0', fits: true, origin: 'project' },
    ]);
    expect(project.json('node_modules/left/package.json')['version']).to.equal('2.0.0');
    expect(project.json('node_modules/right/node_modules/left/package.json')['version']).to.equal('1.0.0');
    const before = project.snapshot();
    expect(before['node_modules/.bin/left']).to.equal('-> ../left/index.js');
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });

  it('gives `npm audit` all that it looks at', async () => {
    const project = installProject(registry);
    await project.install(['acme']);
    const advisory = { id: 1, url: 'https://advisories.example/1', title: 'left leaks', severity: 'high' };
    const found = { left: [{ ...advisory, vulnerable_versions: '<2.0.0' }] };
    const asked: Record<string, string[]>[] = [];
    await using service = await startFakeRegistry();
    service.answers.set('/-/npm/v1/security/advisories/bulk', (request, response) => {
      void buffer(request).then((body) => {
        asked.push(JSON.parse(gunzipSync(body).toString()) as Record<string, string[]>);
        json(found)(request, response);
      });
    });
    const report = await project
      .npm('audit', '--json', `--registry=${service.url}`)
      .catch((error: unknown) => (error as { stdout: string }).stdout);
    expect(asked[0]).to.deep.include({ 'hatchery-source-acme': ['1.1.0'], right: ['1.0.0'] });
    expect(asked[0]?.['left']).to.have.members(['1.0.0', '2.0.0']);
    const { vulnerabilities } = JSON.parse(report) as { vulnerabilities: Record<string, { nodes: string[] }> };
    expect(vulnerabilities['left']?.nodes).to.deep.equal(['node_modules/right/node_modules/left']);
  });

  it('gives npm a tree in which npm finds nothing to do', async () => {
    const project = installProject(registry);
    await project.install(['acme']);
    const before = project.snapshot();
    const { mtimeMs } = statSync(join(project.directory, 'node_modules/left'));
    expect(await project.npm('install')).to.include('up to date');
    expect(project.snapshot()).to.deep.equal(before);
    expect(statSync(join(project.directory, 'node_modules/left')).mtimeMs).to.equal(mtimeMs);
  });

  it('takes the newest version that fits, and says which it passed over and why', async () => {
    const report = await installProject(registry).install(['acme']);
    const [candidate] = report.candidates;
    expect(candidate).to.include({ version: '1.1.0', latest: '2.0.0' });
    expect(candidate?.passedOver).to.deep.equal([{ version: '2.0.0', reason: 'it asks for @hatchery/core ^2.0.0' }]);
  });

  it('installs several in one go, or none of them', async () => {
    const project = installProject(registry);
    const empty = project.snapshot();
    const failure = await failureOf(project.install(['acme', '@acme/hatchery-source-scoped', 'old']));
    expect(failure.code).to.equal('NO_FITTING_VERSION');
    expect(project.snapshot()).to.deep.equal(empty);
    await project.install(['acme', '@acme/hatchery-source-scoped']);
    expect(Object.keys(project.json('package.json')['dependencies'])).to.deep.equal([
      '@acme/hatchery-source-scoped',
      'hatchery-source-acme',
    ]);
  });

  it('refuses to install one plugin twice at once', async () => {
    const failure = await failureOf(installProject(registry).install(['acme', 'hatchery-source-acme@1.0.0']));
    expect(failure).to.include({ code: 'USAGE', message: 'hatchery-source-acme is named twice.' });
  });

  it('saves an exact version where one was asked for, and as the project has it set', async () => {
    const exact = installProject(registry);
    await exact.install(['acme@1.0.0']);
    expect(exact.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-acme': '1.0.0' });
    const tilde = installProject(registry, { '.npmrc': 'save-prefix=~\n' });
    await tilde.install(['acme']);
    expect(tilde.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-acme': '~1.1.0' });
  });

  it('leaves all else in package.json, its layout, and other packages as they are', async () => {
    const text =
      '{\n\t"name": "project",\n\t"zebra": 1,\n\t"scripts": {},\n\t"dependencies": {\n\t\t"right": "^1.0.0"\n\t}\n}\n';
    const project = installProject(registry, { 'package.json': text });
    await project.npm('install');
    addFiles(project.directory, { 'node_modules/right/patched.js': '', 'node_modules/unknown/package.json': {} });
    const { ino } = statSync(join(project.directory, 'node_modules/right'));
    await project.install(['acme']);
    expect(project.text('package.json')).to.equal(
      text.replace('"right"', '"hatchery-source-acme": "^1.1.0",\n\t\t"right"'),
    );
    expect(existsSync(join(project.directory, 'node_modules/unknown'))).to.equal(true);
    expect(existsSync(join(project.directory, 'node_modules/right/patched.js'))).to.equal(true);
    expect(statSync(join(project.directory, 'node_modules/right')).ino).to.equal(ino);
  });

  it('brings back a package that is missing, and keeps the one around it as it is', async () => {
    const project = installProject(registry);
    await project.install(['acme']);
    addFiles(project.directory, { 'node_modules/right/patched.js': '' });
    const whole = project.snapshot();
    rmSync(join(project.directory, 'node_modules/right/node_modules/left'), { recursive: true });
    await project.install(['acme']);
    expect(project.snapshot()).to.deep.equal(whole);
  });

  it('mends a plugin that is installed again', async () => {
    const project = installProject(registry);
    await project.install(['acme']);
    const whole = project.snapshot();
    rmSync(join(project.directory, 'node_modules/hatchery-source-acme/index.js'));
    await project.install(['acme']);
    expect(project.snapshot()).to.deep.equal(whole);
  });

  it('keeps a plugin in the section that lists it', async () => {
    const project = installProject(registry, {
      'package.json': { devDependencies: { 'hatchery-source-acme': '1.0.0' } },
    });
    await project.install(['acme']);
    expect(project.json('package.json')).to.deep.equal({ devDependencies: { 'hatchery-source-acme': '^1.1.0' } });
    expect(project.json('package-lock.json')['packages']['node_modules/left']['dev']).to.equal(true);
    await project.npm('ci');
  });

  it('replaces a version, and takes away what only the former one needed', async () => {
    const project = installProject(registry);
    await project.install(['acme@1.0.0']);
    const report = await project.install(['acme@1.1.0', 'wise']);
    expect(report.changes.packages).to.deep.equal([
      { name: 'hatchery-source-acme', from: '1.0.0', to: '1.1.0' },
      { name: 'hatchery-source-wise', to: '1.0.0' },
    ]);
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });

  it('runs no script, and says which it skipped', async () => {
    const project = installProject(registry);
    const report = await project.install(['scripted']);
    expect(report.changes.skippedScripts).to.deep.equal(['hatchery-source-scripted@1.0.0', 'scripted@1.0.0']);
    expect(Object.keys(project.snapshot()).filter((path) => path.endsWith('ran'))).to.deep.equal([]);
  });

  it('leaves commands to the packages that have them, and `hatchery` to hatchery', async () => {
    const project = installProject(registry);
    await project.install(['acme']);
    const before = project.snapshot();
    for (const [request, taken] of [
      ['taking', /hatchery-source-taking brings a command `left`, which is one of left/],
      ['led', /taker brings a command `left`/],
      ['ousting', /usurper brings a command `hatchery`, which is one of hatchery/],
    ] as const) {
      const failure = await failureOf(project.install([request]));
      expect(failure.code).to.equal('INSTALL_FAILED');
      expect(failure.message).to.match(taken);
      expect(project.snapshot()).to.deep.equal(before);
    }
    const alone = installProject(registry);
    const { candidates } = await alone.install(['taking']);
    expect(candidates[0]?.trust.commands).to.deep.equal(['left', 'own']);
    await alone.install(['taking']);
    expect(alone.snapshot()).to.include({ 'node_modules/.bin/left': '-> ../hatchery-source-taking/index.js' });
  });

  it('leaves a command that two packages claim to the one that stays', async () => {
    const files = {
      'package.json': { private: true, dependencies: { 'hatchery-source-taking': '1.0.0', taker: '1.0.0' } },
    };
    const project = installProject(registry, files);
    await project.npm('install');
    const command = join(project.directory, 'node_modules/.bin/left');
    rmSync(command);
    symlinkSync('../taker/index.js', command);
    await uninstallPlugins(['taking'], { target: project.target, variables: project.variables });
    expect(project.snapshot()).to.include({ 'node_modules/.bin/left': '-> ../taker/index.js' });
    expect(project.snapshot()).not.to.have.property('node_modules/.bin/own');
  });

  it('refuses what lies outside of any registry further down, and names it', async () => {
    const project = installProject(registry);
    const empty = project.snapshot();
    for (const [request, said] of [
      ['astray', /A dependency of astray is in no registry: outside@file:.* comes from a path/],
      ['far', /A dependency of far is in no registry: away@git\+https:.* comes from git/],
    ] as const) {
      const failure = await failureOf(project.install([request]));
      expect(failure.code).to.equal('PLUGIN_ORIGIN_REFUSED');
      expect(failure.message).to.match(said);
      expect(project.snapshot()).to.deep.equal(empty);
    }
  });

  it('lets a plugin that is being written depend on a path', async () => {
    const written = source('hatchery-source-written', '0.1.0', { dependencies: { beside: 'file:../beside' } });
    const project = installProject(registry, {
      ...under('plugins/written', written),
      'plugins/beside/package.json': { name: 'beside', version: '1.0.0' },
    });
    await project.install(['./plugins/written']);
    await project.install(['acme']);
    expect(project.json('package.json')['dependencies']).to.have.property('hatchery-source-written');
  });

  it('leaves out optional packages for other systems, but locks them', async () => {
    const project = installProject(registry);
    await project.install(['picky']);
    expect(existsSync(join(project.directory, 'node_modules/elsewhere'))).to.equal(false);
    expect(project.json('package-lock.json')['packages']).to.include.keys('node_modules/elsewhere');
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });

  it('heeds `omit`', async () => {
    const project = installProject(registry, {
      'package.json': { devDependencies: { 'for-tests': '^1.0.0' } },
      '.npmrc': 'omit=dev\n',
    });
    await project.install(['acme']);
    expect(existsSync(join(project.directory, 'node_modules/for-tests'))).to.equal(false);
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });

  it('installs a tarball from where it lies', async () => {
    const project = installProject(registry);
    const tarball = await packFiles(source('hatchery-source-local', '1.0.0', { dependencies: { left: '^1.0.0' } }));
    writeFileSync(join(project.directory, 'local-1.0.0.tgz'), tarball);
    await project.install(['./local-1.0.0.tgz']);
    expect(project.json('package.json')['dependencies']).to.deep.equal({
      'hatchery-source-local': 'file:local-1.0.0.tgz',
    });
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
    // The same name, other contents.
    writeFileSync(
      join(project.directory, 'local-1.0.0.tgz'),
      await packFiles({ ...source('hatchery-source-local', '1.0.0'), 'new.js': '' }),
    );
    await project.install(['./local-1.0.0.tgz']);
    expect(existsSync(join(project.directory, 'node_modules/hatchery-source-local/new.js'))).to.equal(true);
    expect(existsSync(join(project.directory, 'node_modules/left'))).to.equal(false);
  });

  it('links a folder, inside the project or outside of it', async () => {
    const outside = tempProject(sourcePackage('hatchery-source-outside'));
    const project = installProject(registry, {
      'plugins/inside/package.json':
        sourcePackage('hatchery-source-inside', { dependencies: { left: '^1.0.0' } })['package.json'] ?? {},
      'plugins/inside/index.js': '',
    });
    await project.install(['./plugins/inside', outside]);
    expect(lstatSync(join(project.directory, 'node_modules/hatchery-source-inside')).isSymbolicLink()).to.equal(true);
    const before = project.snapshot();
    expect(before['node_modules/hatchery-source-inside']).to.equal('-> ../plugins/inside');
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
    await project.install(['acme']);
    const { plugins } = await openCatalog({ cwd: project.directory });
    expect(plugins.map(({ name }) => name)).to.deep.equal([
      'hatchery-source-acme',
      'hatchery-source-inside',
      'hatchery-source-outside',
    ]);
  });

  it("installs into the user's own folder, which need not be there", async () => {
    const project = installProject(registry);
    const userFolder = join(tempProject(), 'deep', 'plugins');
    const refused = await failureOf(project.install(['old'], { target: userTarget(userFolder) }));
    expect(refused.code).to.equal('NO_FITTING_VERSION');
    expect(existsSync(userFolder)).to.equal(false);
    await project.install(['acme'], { target: userTarget(userFolder), dryRun: true });
    expect(existsSync(join(userFolder, '..'))).to.equal(false);
    await project.install(['acme'], { target: userTarget(userFolder) });
    const { plugins } = await openCatalog({
      cwd: project.directory,
      pluginFolders: [{ directory: userFolder, origin: 'user' }],
    });
    expect(plugins.map(({ name, origin }) => ({ name, origin }))).to.deep.equal([
      { name: 'hatchery-source-acme', origin: 'user' },
    ]);
    expect(snapshotOf(project.directory)).to.have.all.keys('package.json');
  });

  it('takes over a project that npm installed without a lock file', async () => {
    const project = installProject(registry, { 'package.json': { dependencies: { right: '*' } } });
    await project.npm('install', '--no-package-lock');
    await project.install(['acme']);
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });

  it('keeps an npm-shrinkwrap.json where a project has one', async () => {
    const project = installProject(registry, { 'package.json': { dependencies: { right: '*' } } });
    await project.npm('install');
    await project.npm('shrinkwrap');
    await project.install(['acme']);
    expect(existsSync(join(project.directory, 'package-lock.json'))).to.equal(false);
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
  });

  it('only looks, for a dry run', async () => {
    const project = installProject(registry);
    const report = await project.install(['acme'], { dryRun: true });
    expect(report.outcome).to.equal('planned');
    expect(report.changes.packages.map(({ name }) => name)).to.include.members([
      'hatchery-source-acme',
      'left',
      'right',
    ]);
    expect(project.snapshot()).to.have.all.keys('package.json');
  });

  it('changes nothing if what was chosen is declined', async () => {
    const project = installProject(registry);
    const shown: string[] = [];
    const report = await project.install(['acme'], {
      approve: async (candidates) => {
        shown.push(...candidates.map(({ spec }) => spec));
        return false;
      },
    });
    expect(report.outcome).to.equal('declined');
    expect(shown).to.deep.equal(['hatchery-source-acme@1.1.0']);
    expect(project.snapshot()).to.have.all.keys('package.json');
  });
});
