import { expect } from 'chai';
import { coreVersion } from '@hatchery/host';
import { type InstallOptions, linkPlugin, uninstallPlugins, updatePlugins } from '@hatchery/host/install';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../support/failure-of.ts';
import { sourcePackage } from '../support/plugin-files.ts';
import { addFiles, tempProject } from '../support/temp-project.ts';
import { type InstallProject, installProject } from './support/install-project.ts';
import { type LocalRegistry, startLocalRegistry } from './support/local-registry.ts';
import { packFiles } from './support/pack-files.ts';
import { coreStub, library, source } from './support/published.ts';

describe('changing installed plugins', () => {
  let registry: LocalRegistry;

  before(async () => {
    registry = await startLocalRegistry();
    await registry.publish(
      coreStub('0.9.0'),
      coreStub('1.0.0'),
      coreStub('2.0.0'),
      library('left', '1.0.0', { bin: 'index.js' }),
      // From the time of the last major version; some have one for this, too.
      source('hatchery-source-moved', '1.0.0', { range: '^0.9.0' }),
      source('hatchery-source-moved', '2.0.0', { range: '^1.0.0' }),
      source('hatchery-source-moved', '3.0.0', { range: '^2.0.0' }),
      source('hatchery-source-stuck', '1.0.0', { range: '^0.9.0' }),
      source('hatchery-source-same', '1.0.0', { dependencies: { left: '^1.0.0' } }),
      source('hatchery-source-same', '1.0.1', { dependencies: { left: '^1.0.0' } }),
    );
  });

  after(() => registry[Symbol.asyncDispose]());

  const options = ({ target, directory: cwd, variables }: InstallProject): InstallOptions => ({
    target,
    cwd,
    variables,
  });

  /** As a project is after the core has moved on: npm installed plugins that do not fit any more. */
  const outdated = async (dependencies: Record<string, string>): Promise<InstallProject> => {
    const project = installProject(registry, { 'package.json': { private: true, dependencies } });
    await project.npm('install');
    return project;
  };

  describe('updatePlugins', () => {
    it('brings the newest that fits, also beyond the range that was saved', async () => {
      const project = await outdated({ 'hatchery-source-moved': '^1.0.0' });
      const report = await updatePlugins(undefined, options(project));
      expect(report.updates).to.deep.equal([{ name: 'hatchery-source-moved', from: '1.0.0', to: '2.0.0' }]);
      expect(project.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-moved': '^2.0.0' });
      const before = project.snapshot();
      await project.npm('ci');
      expect(project.snapshot()).to.deep.equal(before);
    });

    it('is not kept back by a plugin that has no version that fits, and neither is `npm ci`', async () => {
      const project = await outdated({ 'hatchery-source-moved': '^1.0.0', 'hatchery-source-stuck': '^1.0.0' });
      const report = await updatePlugins(undefined, options(project));
      const [moved, stuck] = report.updates;
      expect(moved).to.deep.equal({ name: 'hatchery-source-moved', from: '1.0.0', to: '2.0.0' });
      expect(stuck).to.include({ name: 'hatchery-source-stuck', from: '1.0.0' });
      expect(stuck).to.not.have.property('to');
      expect(stuck?.error).to.include({ code: 'NO_FITTING_VERSION' });
      expect(project.json('package.json')['overrides']).to.deep.equal({
        'hatchery-source-stuck': { '@hatchery/core': coreVersion },
      });
      const before = project.snapshot();
      await project.npm('ci');
      expect(project.snapshot()).to.deep.equal(before);
      await uninstallPlugins(['stuck'], options(project));
      expect(project.json('package.json')).to.not.have.property('overrides');
      await project.npm('ci');
    });

    it('keeps a pinned version pinned', async () => {
      const project = await outdated({ 'hatchery-source-same': '1.0.0' });
      await updatePlugins(['same'], options(project));
      expect(project.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-same': '1.0.1' });
    });

    it('says why a plugin stays', async () => {
      const project = installProject(registry);
      writeFileSync(join(project.directory, 'x.tgz'), await packFiles(source('hatchery-source-x', '1.0.0')));
      await project.install(['moved', 'same', './x.tgz']);
      const before = project.snapshot();
      const { updates } = await updatePlugins(undefined, options(project));
      expect(updates).to.deep.equal([
        {
          name: 'hatchery-source-moved',
          from: '2.0.0',
          reason: '3.0.0 does not fit: it asks for @hatchery/core ^2.0.0',
        },
        { name: 'hatchery-source-same', from: '1.0.1', reason: 'it is the newest' },
        { name: 'hatchery-source-x', from: '1.0.0', reason: 'it comes from file:x.tgz' },
      ]);
      expect(project.snapshot()).to.deep.equal(before);
    });

    it('installs what is listed and not there', async () => {
      const project = installProject(registry, {
        'package.json': { dependencies: { 'hatchery-source-same': '^1.0.0' } },
      });
      const { updates } = await updatePlugins(['same'], options(project));
      expect(updates).to.deep.equal([{ name: 'hatchery-source-same', from: '', to: '1.0.1' }]);
      expect(existsSync(join(project.directory, 'node_modules/left'))).to.equal(true);
    });

    it('names the nearest for a name that is not installed', async () => {
      const project = installProject(registry);
      await project.install(['same']);
      const failure = await failureOf(updatePlugins(['smae'], options(project)));
      expect(failure.code).to.equal('PLUGIN_NOT_INSTALLED');
      expect(failure.hint).to.match(/Did you mean "same"\?/);
    });
  });

  describe('uninstallPlugins', () => {
    it('takes away a plugin, and what only it needed', async () => {
      const project = installProject(registry);
      await project.install(['moved']);
      const before = project.snapshot();
      await project.install(['same']);
      const report = await uninstallPlugins(['same'], options(project));
      expect(report.removed).to.deep.equal(['hatchery-source-same']);
      expect(report.changes.packages).to.deep.equal([
        { name: 'hatchery-source-same', from: '1.0.1' },
        { name: 'left', from: '1.0.0' },
      ]);
      expect(project.snapshot()).to.deep.equal(before);
    });

    it('leaves the folder of a link alone', async () => {
      const folder = tempProject(sourcePackage('hatchery-source-mine'));
      const project = installProject(registry);
      await linkPlugin(folder, options(project));
      await uninstallPlugins(['mine'], options(project));
      expect(existsSync(join(project.directory, 'node_modules/hatchery-source-mine'))).to.equal(false);
      expect(existsSync(join(folder, 'index.js'))).to.equal(true);
    });

    it('removes all or none', async () => {
      const project = installProject(registry);
      await project.install(['same']);
      const before = project.snapshot();
      const failure = await failureOf(uninstallPlugins(['same', 'moved'], options(project)));
      expect(failure.code).to.equal('PLUGIN_NOT_INSTALLED');
      expect(project.snapshot()).to.deep.equal(before);
    });
  });

  describe('linkPlugin', () => {
    it('makes a link that `npm ci` and later changes keep', async () => {
      const project = installProject(registry);
      const folder = tempProject(sourcePackage('hatchery-source-mine'));
      await linkPlugin(folder, options(project));
      await project.install(['same']);
      await project.npm('ci');
      await updatePlugins(undefined, options(project));
      addFiles(folder, { 'new.js': '' });
      expect(existsSync(join(project.directory, 'node_modules/hatchery-source-mine/new.js'))).to.equal(true);
    });

    const broken: [what: string, files: Record<string, string | object>, code: string][] = [
      ['is not there', {}, 'USAGE'],
      ['has no package.json', { 'plugin/index.js': '' }, 'PLUGIN_NOT_A_PLUGIN'],
      ['is not named as one', prefixed(sourcePackage('some-library')), 'PLUGIN_NOT_A_PLUGIN'],
      [
        'was not built',
        prefixed({ 'package.json': sourcePackage('hatchery-source-x')['package.json'] ?? {} }),
        'PLUGIN_NOT_A_PLUGIN',
      ],
      ['throws', prefixed(sourcePackage('hatchery-source-x', {}, 'throw new Error("no")')), 'PLUGIN_THREW'],
      [
        'lacks a dependency',
        prefixed(sourcePackage('hatchery-source-x', {}, 'import "not-there"')),
        'PLUGIN_DEPENDENCY_MISSING',
      ],
      ['does not fit', prefixed(sourcePackage('hatchery-source-x', { range: '^7.0.0' })), 'NO_FITTING_VERSION'],
    ];
    for (const [what, files, code] of broken) {
      it(`refuses a folder that ${what}, and changes nothing`, async () => {
        const project = installProject(registry);
        const folder = join(tempProject(files), 'plugin');
        const failure = await failureOf(linkPlugin(folder, options(project)));
        expect(failure.code).to.equal(code);
        expect(project.snapshot()).to.have.all.keys('package.json');
      });
    }
  });
});

function prefixed(files: Readonly<Record<string, string | object>>): Record<string, string | object> {
  return Object.fromEntries(Object.entries(files).map(([path, contents]) => [`plugin/${path}`, contents]));
}
