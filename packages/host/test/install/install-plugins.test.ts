import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPlugins, openCatalog } from '@hatchery/host';
import { findInstallTarget } from '../../src/install/install-target.ts';
import { type InstallProject, installProject } from './support/install-project.ts';
import { type LocalRegistry, startLocalRegistry } from './support/local-registry.ts';
import { coreStub, library, source } from './support/published.ts';

describe('installPlugins', () => {
  let registry: LocalRegistry;

  before(async () => {
    registry = await startLocalRegistry();
    await registry.publish(
      coreStub('1.0.0'),
      library('left', '1.0.0'),
      library('left', '2.0.0', { bin: { left: './index.js' } }),
      library('right', '1.0.0', { dependencies: { left: '^1.0.0' } }),
      source('hatchery-source-acme', '1.0.0', { dependencies: { left: '^2.0.0', right: '^1.0.0' } }),
    );
  });

  after(() => registry[Symbol.asyncDispose]());

  const install = async (project: InstallProject, ...requests: string[]) =>
    installPlugins(requests, {
      target: await findInstallTarget(project.directory, join(project.directory, 'no-user-folder')),
      cwd: project.directory,
      variables: project.variables,
    });

  it('puts a plugin into a project as npm would, so that `npm ci` gives the same tree', async () => {
    const project = installProject(registry);
    const report = await install(project, 'acme');
    expect(report.outcome).to.equal('done');
    expect(project.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-acme': '^1.0.0' });
    const { plugins } = await openCatalog({ cwd: project.directory });
    expect(plugins).to.have.length(1);
    expect(plugins[0]).to.include({ name: 'hatchery-source-acme', version: '1.0.0', fits: true, origin: 'project' });
    const before = project.snapshot();
    await project.npm('ci');
    expect(project.snapshot()).to.deep.equal(before);
    expect(existsSync(join(project.directory, 'node_modules/.bin/left'))).to.equal(true);
  });
});
