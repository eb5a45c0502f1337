import { expect } from 'chai';
import { findInstallTarget, installPlugins, uninstallPlugins } from '@hatchery/host/install';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../support/failure-of.ts';
import { addFiles, tempProject } from '../support/temp-project.ts';
import { type InstallProject, installProject } from './support/install-project.ts';
import { type LocalRegistry, startLocalRegistry } from './support/local-registry.ts';
import { coreStub, source } from './support/published.ts';

const add = 'hatchery-source-acme@1.0.0';

describe('a project of another package manager', () => {
  let registry: LocalRegistry;

  before(async () => {
    registry = await startLocalRegistry();
    await registry.publish(coreStub('1.0.0'), source('hatchery-source-acme', '1.0.0'));
  });

  after(() => registry[Symbol.asyncDispose]());

  type Files = Record<string, string | object>;
  const plain = { private: true };
  const cases: [what: string, files: Files, folder: string, command: string | undefined][] = [
    ['nothing but package.json', { 'package.json': plain }, '.', undefined],
    ['package-lock.json', { 'package.json': plain, 'package-lock.json': {} }, '.', undefined],
    ['packageManager: npm', { 'package.json': { packageManager: 'npm@11.0.0' }, 'yarn.lock': '' }, '.', undefined],
    ['pnpm-lock.yaml', { 'package.json': plain, 'pnpm-lock.yaml': '' }, '.', `pnpm add --ignore-scripts ${add}`],
    ['yarn.lock', { 'package.json': plain, 'yarn.lock': '' }, '.', `yarn add --ignore-scripts ${add}`],
    [
      'yarn.lock and .yarnrc.yml',
      { 'package.json': plain, 'yarn.lock': '', '.yarnrc.yml': '' },
      '.',
      `yarn add --mode=skip-build ${add}`,
    ],
    ['bun.lock', { 'package.json': plain, 'bun.lock': '' }, '.', `bun add --ignore-scripts ${add}`],
    [
      'packageManager: pnpm',
      { 'package.json': { packageManager: 'pnpm@10.0.0' } },
      '.',
      `pnpm add --ignore-scripts ${add}`,
    ],
    [
      'packageManager: yarn 4',
      { 'package.json': { packageManager: 'yarn@4.1.0' } },
      '.',
      `yarn add --mode=skip-build ${add}`,
    ],
    [
      'devEngines',
      { 'package.json': { devEngines: { packageManager: { name: 'pnpm' } } } },
      '.',
      `pnpm add --ignore-scripts ${add}`,
    ],
    [
      'the root of a pnpm workspace',
      { 'package.json': plain, 'pnpm-workspace.yaml': '' },
      '.',
      `pnpm add --ignore-scripts --workspace-root ${add}`,
    ],
    [
      'inside of a pnpm workspace',
      { 'pnpm-workspace.yaml': '', 'package.json': plain, 'apps/one/package.json': plain },
      'apps/one',
      `pnpm add --ignore-scripts ${add}`,
    ],
    [
      'inside of an npm workspace',
      { 'package.json': { workspaces: ['apps/*'] }, 'package-lock.json': {}, 'apps/one/package.json': { name: 'one' } },
      'apps/one',
      `npm install --ignore-scripts --workspace=apps/one ${add}`,
    ],
    [
      'the root of an npm workspace',
      { 'package.json': { workspaces: ['apps/*'] } },
      '.',
      `npm install --ignore-scripts ${add}`,
    ],
    [
      'inside of a Yarn workspace',
      { 'package.json': { workspaces: ['apps/*'] }, 'yarn.lock': '', 'apps/one/package.json': { name: 'one' } },
      'apps/one',
      `yarn add --ignore-scripts ${add}`,
    ],
    [
      'below an npm workspace, and not part of it',
      { 'package.json': { workspaces: ['apps/*'] }, 'other/package.json': { name: 'other' } },
      'other',
      undefined,
    ],
  ];
  for (const [what, files, folder, command] of cases) {
    it(`${command === undefined ? 'is not' : 'is left to its manager'}: ${what}`, async () => {
      const project = installProject(registry);
      addFiles(project.directory, files);
      const target = await findInstallTarget(join(project.directory, folder), tempProject());
      const before = project.snapshot();
      if (command === undefined) {
        expect(target).to.not.have.property('manager');
        return;
      }
      const failure = await failureOf(project.install(['acme'], { target }));
      expect(failure.code).to.equal('OTHER_PACKAGE_MANAGER');
      expect(failure.context).to.include({ command });
      expect(failure.hint).to.include(`\`${command}\``);
      expect(project.snapshot()).to.deep.equal(before);
    });
  }

  it("uses the nearest package.json above the config, or the user's folder where there is none", async () => {
    const project = installProject(registry);
    mkdirSync(join(project.directory, 'deep/down'), { recursive: true });
    const target = await findInstallTarget(join(project.directory, 'deep/down'), '/nowhere');
    expect(target).to.deep.equal({ directory: project.directory, origin: 'project' });
    const bare = tempProject();
    expect(await findInstallTarget(bare, '/nowhere')).to.deep.equal({ directory: '/nowhere', origin: 'user' });
  });

  it('finds the project behind a link', async () => {
    const project = installProject(registry);
    const link = join(tempProject(), 'link');
    symlinkSync(project.directory, link);
    expect(await findInstallTarget(link, '/nowhere')).to.include({ directory: project.directory });
  });

  describe('with `delegate`', () => {
    const withManager = async (
      code: number,
    ): Promise<{ project: InstallProject; log: string; restore: () => void }> => {
      const project = installProject(registry, { 'pnpm-lock.yaml': '' });
      const bin = tempProject({ pnpm: `#!/bin/sh\necho "$PWD $*" >> "$(dirname "$0")/log"\nexit ${code}\n` });
      chmodSync(join(bin, 'pnpm'), 0o755);
      const { PATH } = process.env;
      process.env['PATH'] = `${bin}:${PATH}`;
      return { project, log: join(bin, 'log'), restore: () => void (process.env['PATH'] = PATH) };
    };

    it('runs the command where it belongs', async () => {
      const { project, log, restore } = await withManager(0);
      try {
        const target = await findInstallTarget(project.directory, '/nowhere');
        const options = { target, cwd: project.directory, variables: project.variables, delegate: true };
        const command = { line: `pnpm add --ignore-scripts ${add}`, directory: project.directory };
        expect(await installPlugins(['acme'], options)).to.deep.include({ outcome: 'delegated', command });
        const planned = await installPlugins(['acme'], { ...options, dryRun: true });
        expect(planned).to.deep.include({ outcome: 'planned', command });
        addFiles(project.directory, { 'package.json': { dependencies: { 'hatchery-source-acme': '^1.0.0' } } });
        await uninstallPlugins(['acme'], options);
        expect(readFileSync(log, 'utf8').split('\n')).to.deep.equal([
          `${project.directory} add --ignore-scripts ${add}`,
          `${project.directory} remove hatchery-source-acme`,
          '',
        ]);
      } finally {
        restore();
      }
    });

    it('says so if the command fails', async () => {
      const { project, restore } = await withManager(3);
      try {
        const target = await findInstallTarget(project.directory, '/nowhere');
        const failure = await failureOf(project.install(['acme'], { target, delegate: true }));
        expect(failure.code).to.equal('INSTALL_FAILED');
        expect(failure.message).to.include('it ended with code 3');
      } finally {
        restore();
      }
    });
  });
});
