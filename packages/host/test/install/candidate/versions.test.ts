import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, startFakeRegistry } from './support/fake-registry.ts';
import { packPlugin } from './support/plugin-package.ts';

const name = 'hatchery-source-acme';
const day = 86_400_000;

describe('the version that is chosen', () => {
  let registry: FakeRegistry;
  let project: CandidateProject;

  const publish = async (version: string, changes: Readonly<Record<string, unknown>> = {}) =>
    registry.add(await packPlugin(name, { version, ...changes }));
  const asking = (range: string) => ({ peerDependencies: { '@hatchery/core': range } });
  const tag = (names: Record<string, string>) => Object.assign(registry.documents.get(name)?.['dist-tags'], names);
  const published = (version: string, time: Date | string) => {
    registry.documents.get(name)!['time'][version] = typeof time === 'string' ? time : time.toISOString();
  };

  beforeEach(async () => {
    registry = await startFakeRegistry();
    project = await candidateProject(registry.url);
  });
  afterEach(async () => registry[Symbol.asyncDispose]());

  it('is the newest, by version and not by time', async () => {
    for (const version of ['1.9.0', '1.10.0', '1.2.0']) await publish(version);
    tag({ latest: '1.10.0' });
    const candidate = await project.find('acme');
    expect(candidate).to.deep.include({ version: '1.10.0', latest: '1.10.0', passedOver: [], spec: `${name}@1.10.0` });
  });

  it('is the newest that fits this core, and it is said why newer ones were not taken', async () => {
    await publish('1.4.0');
    await publish('2.0.0', asking('^2.0.0'));
    await publish('2.1.0', asking('>=2.1 <3'));
    const candidate = await project.find('acme');
    expect(candidate.version).to.equal('1.4.0');
    expect(candidate.latest).to.equal('2.1.0');
    expect(candidate.passedOver).to.deep.equal([
      { version: '2.1.0', reason: 'it asks for @hatchery/core >=2.1 <3' },
      { version: '2.0.0', reason: 'it asks for @hatchery/core ^2.0.0' },
    ]);
    expect((await project.find('acme', { coreVersion: '2.1.0' })).version).to.equal('2.1.0');
  });

  it('fits this Node', async () => {
    await publish('1.0.0', { engines: { node: '>=22' } });
    await publish('1.1.0', { engines: { node: '>=26' } });
    const candidate = await project.find('acme');
    expect(candidate.version).to.equal('1.0.0');
    expect(candidate.passedOver).to.deep.equal([{ version: '1.1.0', reason: 'it asks for Node >=26' }]);
    expect((await project.find('acme', { nodeVersion: 'v26.1.0' })).version).to.equal('1.1.0');
    expect((await project.find('acme', { nodeVersion: 'v26.0.0-nightly1' })).version).to.equal('1.1.0');
  });

  it('when none fits: what the newest one needs', async () => {
    await publish('2.0.0', asking('^2.0.0'));
    await publish('3.0.0', asking('^3.1.0'));
    const error = await failureOf(project.find('acme'));
    expect(error.code).to.equal('NO_FITTING_VERSION');
    expect(error.message).to.contain('3.0.0').and.to.contain('@hatchery/core ^3.1.0').and.to.contain('core 1.0.0');
    expect(error.hint).to.contain('@hatchery/core 3.1.0 would fit');
    expect(registry.requests.filter((request) => request.endsWith('.tgz'))).to.deep.equal([]);
  });

  it('is inside the range, at the version, or behind the tag that was asked for', async () => {
    for (const version of ['1.0.0', '1.2.0', '1.3.0', '2.0.0']) await publish(version);
    tag({ stable: '1.2.0' });
    const chosen = async (request: string) => (await project.find(request)).version;
    expect(await chosen('acme@^1.0')).to.equal('1.3.0');
    expect(await chosen('acme@~1.2')).to.equal('1.2.0');
    expect(await chosen('acme@1.0.0')).to.equal('1.0.0');
    expect(await chosen('acme@v1.0.0')).to.equal('1.0.0');
    expect(await chosen('acme@1')).to.equal('1.3.0');
    expect(await chosen('acme@stable')).to.equal('1.2.0');
    expect(await chosen('acme@latest')).to.equal('2.0.0');
    expect(await chosen('acme@')).to.equal('2.0.0');
    expect(await chosen('acme@*')).to.equal('2.0.0');
    expect(await chosen(`${name}@<2`)).to.equal('1.3.0');
  });

  it('is not another one when the one behind a tag does not fit', async () => {
    await publish('1.0.0');
    await publish('2.0.0', asking('^2.0.0'));
    for (const request of ['acme@latest', 'acme@2.0.0', 'acme@^2']) {
      const error = await failureOf(project.find(request));
      expect(error.code).to.equal('NO_FITTING_VERSION');
    }
  });

  it('must exist', async () => {
    await publish('1.0.0');
    for (const request of ['acme@1.0.1', 'acme@nightly', 'acme@^7', 'acme@>1.0.0']) {
      const error = await failureOf(project.find(request));
      expect(error.code).to.equal('PLUGIN_NOT_FOUND');
      expect(error.hint).to.contain('1.0.0').and.to.contain('latest');
    }
  });

  it('is a prerelease only for those who asked', async () => {
    await publish('1.0.0');
    await publish('1.1.0-rc.1');
    await publish('1.1.0-rc.2');
    tag({ latest: '1.0.0', next: '1.1.0-rc.2' });
    const plain = await project.find('acme');
    expect(plain.version).to.equal('1.0.0');
    expect(plain.passedOver).to.deep.equal([]);
    expect((await project.find('acme@next')).version).to.equal('1.1.0-rc.2');
    expect((await project.find('acme@1.1.0-rc.1')).version).to.equal('1.1.0-rc.1');
    expect((await project.find('acme@^1.1.0-rc.0')).version).to.equal('1.1.0-rc.2');
  });

  it('is not a prerelease even if there is nothing else, and latest names it', async () => {
    await publish('2.0.0-beta.1');
    for (const request of ['acme', 'acme@^2']) {
      const error = await failureOf(project.find(request));
      expect(error.code).to.equal('NO_FITTING_VERSION');
      expect(error.hint).to.contain(`${name}@2.0.0-beta.1`);
    }
  });

  it('follows the tag latest down, but not out of what fits', async () => {
    await publish('1.0.0');
    await publish('1.1.0');
    tag({ latest: '1.0.0' });
    const candidate = await project.find('acme');
    expect(candidate.version).to.equal('1.0.0');
    expect(candidate.passedOver).to.deep.equal([
      { version: '1.1.0', reason: "its author's tag latest is still at 1.0.0" },
    ]);
    expect((await project.find('acme@1.1.0')).version).to.equal('1.1.0');
    await publish('0.9.0', asking('^0.9.0'));
    expect((await project.find('acme')).version).to.equal('1.1.0');
  });

  it('is a deprecated one only if there is no other, and with a warning', async () => {
    await publish('1.0.0');
    await publish('1.1.0');
    registry.documents.get(name)!['versions']['1.1.0'].deprecated = 'Loses \u001b[31mevents\u202e.\nUse 1.0';
    const candidate = await project.find('acme');
    expect(candidate.version).to.equal('1.0.0');
    expect(candidate.passedOver).to.deep.equal([{ version: '1.1.0', reason: 'it is deprecated' }]);
    const forced = await project.find('acme@1.1.0');
    expect(forced.warnings.map((warning) => warning.message)).to.deep.equal([
      `${name} 1.1.0 is deprecated: Loses [31mevents . Use 1.0`,
    ]);
  });

  it('leaves out what is not one of the package, or no version', async () => {
    await publish('1.0.0');
    const document = registry.documents.get(name)!;
    document['versions']['9.0.0'] = { ...document['versions']['1.0.0'], version: '1.0.0' };
    document['versions']['9.1.0'] = {
      ...document['versions']['1.0.0'],
      name: 'hatchery-source-other',
      version: '9.1.0',
    };
    document['versions']['newest'] = { ...document['versions']['1.0.0'], version: 'newest' };
    document['versions']['9.2.0'] = 'what?';
    document['dist-tags'].latest = { evil: true };
    expect((await project.find('acme')).version).to.equal('1.0.0');
  });

  it('is refused when its range of the core or of Node is none', async () => {
    await publish('1.0.0', asking('latest'));
    expect((await failureOf(project.find('acme'))).message).to.contain('"latest" is not one of versions');
    await publish('1.0.0', asking('workspace:^'));
    expect((await failureOf(project.find('acme'))).message).to.contain('workspace:');
    await publish('1.0.0', { engines: { node: 'the newest' } });
    expect((await failureOf(project.find('acme'))).message).to.contain('Node the newest');
  });

  it('also fits with the core among its dependencies, or with no range at all', async () => {
    await publish('1.0.0', { peerDependencies: {}, dependencies: { '@hatchery/core': '^2.0.0' } });
    expect((await failureOf(project.find('acme'))).code).to.equal('NO_FITTING_VERSION');
    await publish('1.0.0', { peerDependencies: undefined });
    expect((await project.find('acme')).version).to.equal('1.0.0');
  });

  describe('with a minimum age', () => {
    it('is old enough, and it is said which was held back', async () => {
      await publish('1.0.0');
      await publish('1.1.0');
      published('1.1.0', new Date(Date.now() - 3 * day));
      const candidate = await project.find('acme', { minimumAge: 7 * day });
      expect(candidate.version).to.equal('1.0.0');
      expect(candidate.passedOver).to.have.length(1);
      expect(candidate.passedOver[0]?.reason).to.match(/^it is too young \(published \d{4}-/);
      expect((await project.find('acme', { minimumAge: 2 * day })).version).to.equal('1.1.0');
      expect((await project.find('acme', { minimumAge: 0 })).version).to.equal('1.1.0');
    });

    it('is not one whose time is missing, in the future, or none', async () => {
      await publish('1.0.0');
      for (const [version, time] of [
        ['1.1.0', new Date(Date.now() + 900 * day)],
        ['1.2.0', 'long ago'],
      ] as const) {
        await publish(version);
        published(version, time);
      }
      await publish('1.3.0');
      delete registry.documents.get(name)!['time']['1.3.0'];
      expect((await project.find('acme', { minimumAge: day })).version).to.equal('1.0.0');
    });

    it('holds for a version asked for by name', async () => {
      await publish('1.0.0');
      published('1.0.0', new Date());
      const error = await failureOf(project.find('acme@1.0.0', { minimumAge: day }));
      expect(error).to.include({ code: 'NO_FITTING_VERSION' });
      expect(error.message).to.match(/ is too young \(published [^)]+\)\.$/);
      expect(error.hint).to.contain('--minimum-age');
    });

    it('cannot be had from a registry without times', async () => {
      await publish('1.0.0');
      delete registry.documents.get(name)!['time'];
      const error = await failureOf(project.find('acme', { minimumAge: 1 }));
      expect(error.code).to.equal('NO_FITTING_VERSION');
      expect(error.message).to.contain('does not say when');
      expect((await project.find('acme')).trust).not.to.have.property('publishedAt');
    });

    it("follows npm's own min-release-age, but for what it excludes", async () => {
      await publish('1.0.0');
      await publish('1.1.0');
      published('1.1.0', new Date(Date.now() - 3 * day));
      const strict = await candidateProject(registry.url, { npmrc: 'min-release-age=7' });
      expect((await strict.find('acme')).version).to.equal('1.0.0');
      const excluding = await candidateProject(registry.url, {
        npmrc: 'min-release-age=7\nmin-release-age-exclude[]=hatchery-source-*',
      });
      expect((await excluding.find('acme')).version).to.equal('1.1.0');
    });
  });

  it('is found fast among a hundred thousand', async () => {
    const { manifest, tarball } = await packPlugin(name, { version: '1.99999.0' });
    registry.add({ manifest, tarball });
    const document = registry.documents.get(name)!;
    const one = document['versions']['1.99999.0'];
    for (let minor = 0; minor < 99_999; minor++) {
      document['versions'][`1.${minor}.0`] = { name, version: `1.${minor}.0`, dist: one.dist };
    }
    expect((await project.find('acme')).version).to.equal('1.99999.0');
  });
});
