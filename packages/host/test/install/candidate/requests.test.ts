import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, integrityOf, startFakeRegistry } from './support/fake-registry.ts';
import { packPlugin, pluginFiles } from './support/plugin-package.ts';

describe('what is asked for', () => {
  let registry: FakeRegistry;
  let project: CandidateProject;

  before(async () => {
    registry = await startFakeRegistry();
    registry.add(
      await packPlugin('hatchery-source-acme'),
      await packPlugin('hatchery-dest-vault'),
      await packPlugin('hatchery-source-twin'),
      await packPlugin('hatchery-dest-twin'),
      await packPlugin('@acme/hatchery-source-logs'),
    );
    project = await candidateProject(registry.url, {
      files: Object.fromEntries(
        Object.entries(pluginFiles('hatchery-source-mine')).map(([path, content]) => [`mine/${path}`, content]),
      ),
    });
    writeFileSync(
      join(project.directory, 'mine-1.0.0.tgz'),
      (await packPlugin('hatchery-source-mine', { scripts: { postinstall: 'node evil.js' } })).tarball,
    );
  });
  after(async () => registry[Symbol.asyncDispose]());

  it('may be a short name, of either kind', async () => {
    expect(await project.find('acme')).to.deep.include({
      request: 'acme',
      name: 'hatchery-source-acme',
      kind: 'source',
    });
    expect(await project.find('vault')).to.deep.include({ name: 'hatchery-dest-vault', kind: 'destination' });
  });

  it('may be an alias of ours, which stands for no other package', async () => {
    registry.add(await packPlugin('hatchery-source-fdr'), await packPlugin('hatchery-source-falcon-data-replicator'));
    expect((await project.find('fdr@^1')).spec).to.equal('hatchery-source-falcon-data-replicator@1.0.0');
    expect((await project.find('hatchery-source-fdr')).name).to.equal('hatchery-source-fdr');
    expect((await failureOf(project.find('fdr', { kind: 'destination' }))).code).to.equal('PLUGIN_NOT_FOUND');
  });

  it('may be a package, also in a scope', async () => {
    expect((await project.find('hatchery-dest-vault@^1')).spec).to.equal('hatchery-dest-vault@1.0.0');
    expect((await project.find('@acme/hatchery-source-logs')).spec).to.equal('@acme/hatchery-source-logs@1.0.0');
  });

  it('needs a kind where a source and a destination share the name', async () => {
    const error = await failureOf(project.find('twin'));
    expect(error.code).to.equal('USAGE');
    expect(error.message).to.contain('hatchery-source-twin').and.to.contain('hatchery-dest-twin');
    expect(error.hint).to.contain('--kind');
    expect((await project.find('twin', { kind: 'destination' })).name).to.equal('hatchery-dest-twin');
    expect((await project.find('twin', { kind: 'source' })).name).to.equal('hatchery-source-twin');
  });

  it('is looked for under both names, and near ones are told', async () => {
    const error = await failureOf(project.find('slakc'));
    expect(error.code).to.equal('PLUGIN_NOT_FOUND');
    expect(error.message).to.contain('hatchery-source-slakc').and.to.contain('hatchery-dest-slakc');
    expect(error.message).to.contain(registry.url);
    expect(error.hint).to.contain('Did you mean "slack"?');
    const installed = await failureOf(project.find('jra', { known: ['hatchery-source-jira'] }));
    expect(installed.hint).to.contain('Did you mean "jira"?');
    const whole = await failureOf(project.find('hatchery-source-slak'));
    expect(whole.hint).to.contain('Did you mean "hatchery-source-slack"?');
    const right = await failureOf(project.find('slack'));
    expect(right.hint).to.match(/^Check the name, and for a private package its registry/);
  });

  it('may be a tarball', async () => {
    const { tarball } = await packPlugin('hatchery-source-mine', { scripts: { postinstall: 'node evil.js' } });
    for (const request of ['./mine-1.0.0.tgz', join(project.directory, 'mine-1.0.0.tgz')]) {
      const candidate = await project.find(request);
      expect(candidate).to.deep.include({ name: 'hatchery-source-mine', version: '1.0.0', source: 'tarball' });
      expect(candidate.spec).to.equal(`file:${join(project.directory, 'mine-1.0.0.tgz')}`);
      expect(candidate.integrity).to.match(/^sha512-/);
      expect(candidate.integrity?.length).to.equal(integrityOf(tarball).length);
      expect(candidate.trust.installScripts).to.deep.equal(['postinstall']);
      expect(candidate.trust.signature).to.equal('not offered');
    }
  });

  it('may be a folder', async () => {
    const candidate = await project.find('./mine');
    expect(candidate).to.deep.include({ name: 'hatchery-source-mine', source: 'folder' });
    expect(candidate.spec).to.equal(`file:${join(project.directory, 'mine')}`);
    expect(candidate).not.to.have.property('integrity');
  });

  it('may have odd letters in its path', async () => {
    const odd = join(project.directory, 'a b#c%20é.tgz');
    writeFileSync(odd, (await packPlugin('hatchery-source-mine')).tarball);
    expect((await project.find('./a b#c%20é.tgz')).name).to.equal('hatchery-source-mine');
  });

  it('must be there, if it is a path', async () => {
    for (const request of ['./none.tgz', './none', '/nowhere/x.tgz', 'a/none/']) {
      const error = await failureOf(project.find(request, { allow: ['git', 'url'] }));
      expect(error.code, request).to.equal('PLUGIN_NOT_FOUND');
    }
  });

  it('is refused if it comes from git or a URL, before anything is asked of the network', async () => {
    const before = registry.requests.length;
    for (const [request, flag] of [
      ['github:acme/hatchery-source-x', '--allow-git'],
      ['acme/hatchery-source-x', '--allow-git'],
      ['git+https://git.example/x.git', '--allow-git'],
      ['git@git.example:acme/x.git', '--allow-git'],
      ['hatchery-source-x@git+ssh://git.example/x.git', '--allow-git'],
      [`${registry.url}x.tgz`, '--allow-url'],
      [`hatchery-source-x@${registry.url}x.tgz`, '--allow-url'],
    ] as const) {
      const error = await failureOf(project.find(request));
      expect(error.code, request).to.equal('PLUGIN_ORIGIN_REFUSED');
      expect(error.hint, request).to.contain(flag);
    }
    expect(registry.requests).to.have.length(before);
  });

  it('is refused if it is no name of a plugin', async () => {
    for (const request of [
      '@acme/logs',
      'hatchery-logs',
      '@acme/hatchery-sources-x',
      '@hatchery/core',
      'hatchery-source-',
    ]) {
      const error = await failureOf(project.find(request));
      expect(error.code, request).to.equal('PLUGIN_NOT_A_PLUGIN');
    }
  });

  it('is refused if it means nothing, or one package under the name of another', async () => {
    for (const request of [
      '',
      ' ',
      '@',
      'x@npm:hatchery-source-acme',
      'hatchery-source-x@npm:evil@1',
      '--kind',
      'a b',
      'a\u0000b',
    ]) {
      const error = await failureOf(project.find(request));
      expect(error.code, JSON.stringify(request)).to.be.oneOf(['USAGE', 'PLUGIN_NOT_FOUND']);
    }
    expect((await failureOf(project.find('x@npm:hatchery-source-acme'))).code).to.equal('USAGE');
  });

  it('is refused with letters that only look like those of names, which are pointed out', async () => {
    const error = await failureOf(project.find('sl\u0430ck'));
    expect(error.code).to.equal('USAGE');
    expect(error.hint).to.contain('U+0430').and.to.contain('Did you mean "slack"?');
    const accent = await failureOf(project.find('hatchery-source-sl\u00e1ck'));
    expect(accent.hint).to.contain('U+00E1').and.to.contain('"hatchery-source-slack"');
    expect((await failureOf(project.find('sla\u200bck'))).hint).to.contain('U+200B');
  });

  it('cannot break out of the registry with its name', async () => {
    const before = registry.requests.length;
    for (const request of [
      '..',
      '../../etc',
      'hatchery-source-..%2f..',
      '@acme/../x',
      'hatchery-source-a?b',
      'hatchery-source-a#b',
    ]) {
      await failureOf(project.find(request));
    }
    for (const request of registry.requests.slice(before)) expect(request).to.match(/^GET \/hatchery-(source|dest)-/);
  });
});
