import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { type LocalRegistry, startLocalRegistry } from '../support/local-registry.ts';
import { candidateProject } from './support/candidate-project.ts';
import { integrityOf } from './support/fake-registry.ts';
import { pluginFiles } from './support/plugin-package.ts';

const name = 'hatchery-source-acme';

describe('a real registry', () => {
  let registry: LocalRegistry;
  let tarballs: Buffer[];

  before(async () => {
    registry = await startLocalRegistry();
    tarballs = await registry.publish(
      pluginFiles(name, {
        hatchery: { kind: 'source', permissions: { hosts: ['*.acme.example', 'a\u001b[31m'] } },
        dependencies: { one: '^1.0.0', two: '2.x' },
        optionalDependencies: { three: '*' },
      }),
      pluginFiles(name, { version: '2.0.0', peerDependencies: { '@hatchery/core': '^2.0.0' } }),
      pluginFiles('@acme/hatchery-dest-vault', { scripts: { postinstall: 'node build.js' } }),
      pluginFiles('hatchery-source-slakc'),
      { 'package.json': { name: 'hatchery-source-none', version: '1.0.0' }, 'index.js': '' },
    );
  });
  after(async () => registry[Symbol.asyncDispose]());

  it('gives a candidate with all there is to know', async () => {
    const project = await candidateProject(registry.url);
    const start = Date.now() - 600_000;
    const { trust, ...candidate } = await project.find('acme');
    expect(candidate).to.deep.equal({
      request: 'acme',
      name,
      version: '1.0.0',
      kind: 'source',
      source: 'registry',
      spec: `${name}@1.0.0`,
      integrity: integrityOf(tarballs.at(0) ?? Buffer.alloc(0)),
      latest: '2.0.0',
      passedOver: [{ version: '2.0.0', reason: 'it asks for @hatchery/core ^2.0.0' }],
      warnings: [],
    });
    const { publishedAt, unpackedSize, ...rest } = trust;
    expect(rest).to.deep.equal({
      maintainers: [],
      dependencies: 3,
      permissions: { hosts: ['*.acme.example', 'a [31m'] },
      signature: 'not offered',
      provenance: { state: 'not offered' },
      installScripts: [],
      aliases: [],
      commands: [],
    });
    expect(Date.parse(publishedAt ?? '')).to.be.greaterThan(start);
    expect(unpackedSize).to.be.greaterThan(200);
  });

  it('takes the other version for another core', async () => {
    const project = await candidateProject(registry.url);
    expect((await project.find('acme', { coreVersion: '2.3.0' })).version).to.equal('2.0.0');
    expect((await failureOf(project.find('acme', { coreVersion: '3.0.0' }))).code).to.equal('NO_FITTING_VERSION');
  });

  it('has scoped packages, whose scripts are named', async () => {
    const project = await candidateProject(registry.url);
    const candidate = await project.find('@acme/hatchery-dest-vault');
    expect(candidate.kind).to.equal('destination');
    expect(candidate.trust.installScripts).to.deep.equal(['postinstall']);
  });

  it('has a name that could pass for another: a warning', async () => {
    const project = await candidateProject(registry.url);
    const { warnings } = await project.find('slakc');
    expect(warnings[0]?.message).to.contain('hatchery-source-slack');
    expect((await project.find('slakc', { known: ['hatchery-source-slakc'] })).warnings).to.deep.equal([]);
  });

  it('has no such plugin, or none in the package', async () => {
    const project = await candidateProject(registry.url);
    expect((await failureOf(project.find('nowhere'))).code).to.equal('PLUGIN_NOT_FOUND');
    expect((await failureOf(project.find('none'))).code).to.equal('PLUGIN_NOT_A_PLUGIN');
    expect(readdirSync(project.directory)).to.deep.equal(['package.json']);
  });

  it('answers many at once', async () => {
    const project = await candidateProject(registry.url);
    const found = await Promise.all(Array.from({ length: 12 }, async () => project.find('acme')));
    expect(new Set(found.map(({ integrity }) => integrity)).size).to.equal(1);
  });
});
