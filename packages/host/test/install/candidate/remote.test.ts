import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { addFiles, tempProject } from '../../support/temp-project.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, integrityOf, json, startFakeRegistry, text } from './support/fake-registry.ts';
import { packPlugin, pluginFiles } from './support/plugin-package.ts';

describe('what no registry vouches for', () => {
  let registry: FakeRegistry;
  let project: CandidateProject;

  beforeEach(async () => {
    registry = await startFakeRegistry();
    project = await candidateProject(registry.url);
  });
  afterEach(async () => registry[Symbol.asyncDispose]());

  it('comes from a URL if that is allowed', async () => {
    const { tarball } = await packPlugin('hatchery-source-acme');
    registry.answers.set('/somewhere.tgz', text(tarball));
    const url = `${registry.url}somewhere.tgz`;
    const candidate = await project.find(url, { allow: ['url'] });
    expect(candidate).to.deep.include({
      name: 'hatchery-source-acme',
      source: 'url',
      spec: url,
      integrity: integrityOf(tarball),
    });
    expect((await failureOf(project.find(url, { allow: ['git'] }))).code).to.equal('PLUGIN_ORIGIN_REFUSED');
  });

  it('is not there, or is something else', async () => {
    registry.answers.set('/page.tgz', text('<html></html>'));
    registry.answers.set('/none.tgz', json({}, 404));
    for (const [path, code] of [
      ['page.tgz', 'PLUGIN_NOT_A_PLUGIN'],
      ['none.tgz', 'REGISTRY_FAILED'],
    ] as const) {
      const error = await failureOf(project.find(`${registry.url}${path}`, { allow: ['url'] }));
      expect(error.code, error.message).to.equal(code);
    }
  });

  it('shows no credentials of its address', async () => {
    const url = registry.url.replace('http://', 'http://me:canary-in-address-0b7e@');
    for (const allow of [[], ['url']] as const) {
      const error = await failureOf(project.find(`${url}none.tgz`, { allow }));
      expect(error.message + error.hint).not.to.contain('canary-in-address-0b7e');
    }
  });

  it('comes from git if that is allowed, held to a commit, without its scripts', async () => {
    const repository = tempProject();
    const proof = join(repository, 'ran');
    const scripts = Object.fromEntries(
      ['prepare', 'prepack', 'install', 'build'].map((one) => [one, `touch ${proof}`]),
    );
    addFiles(repository, pluginFiles('hatchery-source-acme', { scripts }));
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...words], {
        cwd: repository,
        encoding: 'utf8',
      });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message=first');
    const commit = git('rev-parse', 'HEAD').trim();
    const candidate = await project.find(`git+file://${repository}`, { allow: ['git'] });
    expect(candidate).to.deep.include({ name: 'hatchery-source-acme', source: 'git' });
    expect(candidate.spec).to.equal(`git+file://${repository}#${commit}`);
    expect(candidate).not.to.have.property('integrity');
    expect(existsSync(proof)).to.equal(false);
    const error = await failureOf(project.find(`git+file://${repository}-none`, { allow: ['git'] }));
    expect(error.code).to.equal('REGISTRY_FAILED');
  });
});
