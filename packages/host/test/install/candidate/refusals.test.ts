import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { addFiles } from '../../support/temp-project.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, integrityOf, startFakeRegistry, text } from './support/fake-registry.ts';
import { packPlugin, pluginFiles } from './support/plugin-package.ts';
import { type TarEntry, tarFile } from './support/tar-file.ts';

const name = 'hatchery-source-acme';
const manifestOf = (changes: object = {}) =>
  JSON.stringify({ ...(pluginFiles(name)['package.json'] as object), ...changes });

describe('packages that are refused', () => {
  let registry: FakeRegistry;
  let project: CandidateProject;

  beforeEach(async () => {
    registry = await startFakeRegistry();
    project = await candidateProject(registry.url);
  });
  afterEach(async () => {
    // Nothing of a refused package, or of any other, may be left where plugins are found.
    expect(readdirSync(project.directory).sort()).to.satisfy((names: string[]) => !names.includes('node_modules'));
    await registry[Symbol.asyncDispose]();
  });

  const refusal = async (changes: Readonly<Record<string, unknown>>, more = {}) => {
    registry.add(await packPlugin(name, changes, more));
    return failureOf(project.find('acme'));
  };
  const findTarball = (entries: readonly TarEntry[]) => {
    writeFileSync(join(project.directory, 'made.tgz'), tarFile(entries));
    return project.find('./made.tgz');
  };

  it('says no kind, or another one than its name', async () => {
    for (const [hatchery, said] of [
      [undefined, 'hatchery.kind'],
      [null, 'hatchery.kind'],
      ['source', 'hatchery.kind'],
      [{}, 'hatchery.kind'],
      [{ kind: 'destination' }, '"destination"'],
      [{ kind: 'Source' }, '"Source"'],
      [{ kind: ['source'] }, 'source'],
    ] as const) {
      const error = await refusal({ hatchery });
      expect(error.code).to.equal('PLUGIN_NOT_A_PLUGIN');
      expect(error.message).to.contain(said);
    }
  });

  it('has no entry, or names one that is not in it', async () => {
    for (const changes of [
      { exports: './dist/index.js' },
      { exports: { '.': './dist/index.js' } },
      { exports: { './x': './index.js' } },
      { exports: { '.': { require: './index.js' } } },
      { exports: { '.': null } },
      { exports: [] },
      { exports: '../../other/index.js' },
      { exports: './' },
      { exports: 7 },
    ]) {
      const error = await refusal(changes);
      expect(error.code, JSON.stringify(changes)).to.equal('PLUGIN_NOT_A_PLUGIN');
      expect(error.message).to.contain('entry');
    }
  });

  it('depends on what comes from git, a URL or a path', async () => {
    for (const [range, flag] of [
      ['github:evil/x', 'git'],
      ['evil/x', 'git'],
      ['git+ssh://git@git.example/x.git', 'git'],
      ['https://evil.example/x.tgz', 'url'],
      ['file:../x', undefined],
      ['../../x', undefined],
      ['file:x.tgz', undefined],
    ] as const) {
      for (const key of ['dependencies', 'optionalDependencies']) {
        const error = await refusal({ [key]: { innocent: range } });
        expect(error.code, range).to.equal('PLUGIN_ORIGIN_REFUSED');
        expect(error.message).to.contain(name).and.to.contain('innocent');
        expect(error.hint).to.contain(flag ? `--allow-${flag}` : 'author');
      }
    }
    registry.add(await packPlugin(name, { dependencies: { innocent: 'github:evil/x' } }));
    expect((await project.find('acme', { allow: ['git'] })).trust.dependencies).to.equal(1);
    expect((await failureOf(project.find('acme', { allow: ['url'] }))).code).to.equal('PLUGIN_ORIGIN_REFUSED');
  });

  it('depends on it as a peer, which npm installs, too', async () => {
    const peers = (more: object) => ({ peerDependencies: { '@hatchery/core': '^1.0.0', ...more } });
    expect((await refusal(peers({ innocent: 'github:evil/x' }))).code).to.equal('PLUGIN_ORIGIN_REFUSED');
    registry.add(await packPlugin(name, peers({ sound: '^1.0.0' })));
    expect((await project.find('acme')).trust.dependencies).to.equal(1);
    const peerDependenciesMeta = { sound: { optional: true } };
    registry.add(await packPlugin(name, { ...peers({ sound: '^1.0.0' }), peerDependenciesMeta }));
    expect((await project.find('acme')).trust.dependencies).to.equal(0);
  });

  it('brings a command that would stand in for hatchery or for what runs it', async () => {
    for (const bin of [{ hatchery: './x.js' }, { node: './x.js' }, { '@any/npx': './x.js' }, { '../npm': './x.js' }]) {
      expect((await refusal({ bin })).message, JSON.stringify(bin)).to.match(/brings a command of its own called/);
    }
    const published = registry.add(await packPlugin(name));
    published['bin'] = { npm: './x.js' };
    expect((await failureOf(project.find('acme'))).code).to.equal('PLUGIN_NOT_A_PLUGIN');
  });

  it('depends on what means nothing', async () => {
    for (const dependencies of [{ 'Bad Name': '1' }, { ok: 'a b%' }, { '../x': '1.0.0' }]) {
      expect((await refusal({ dependencies })).code, JSON.stringify(dependencies)).to.equal('PLUGIN_NOT_A_PLUGIN');
    }
  });

  it('is another one in its tarball than in the document', async () => {
    const published = registry.add(await packPlugin(name));
    for (const [other, changes] of [
      ['hatchery-source-other', {}],
      [name, { version: '1.0.1' }],
    ] as const) {
      const { tarball } = await packPlugin(other, changes);
      registry.answers.set('/other.tgz', text(tarball));
      published['dist'] = { tarball: `${registry.url}other.tgz`, integrity: integrityOf(tarball) };
      const error = await failureOf(project.find('acme'));
      expect(error.code).to.equal('PLUGIN_NOT_A_PLUGIN');
      expect(error.message).to.contain('tarball holds');
    }
  });

  it('fits only as the document has it', async () => {
    const published = registry.add(await packPlugin(name, { peerDependencies: { '@hatchery/core': '^2.0.0' } }));
    published['peerDependencies'] = { '@hatchery/core': '^1.0.0' };
    const error = await failureOf(project.find('acme'));
    expect(error.code).to.equal('NO_FITTING_VERSION');
    expect(error.message).to.contain('^2.0.0');
  });

  it('has other dependencies in the document: a warning', async () => {
    const published = registry.add(await packPlugin(name, { dependencies: { sound: '^1.0.0' } }));
    published['dependencies'] = { sound: '^1.0.0', hidden: '^6.6.6' };
    const { warnings } = await project.find('acme');
    expect(warnings.map(({ message }) => message)).to.deep.equal([
      `The registry lists other dependencies of ${name} 1.0.0 than its tarball: hidden.`,
    ]);
  });

  it('has git dependencies only as the document has it', async () => {
    const published = registry.add(await packPlugin(name));
    published['dependencies'] = { innocent: 'github:evil/x' };
    expect((await failureOf(project.find('acme'))).code).to.equal('PLUGIN_ORIGIN_REFUSED');
  });

  describe('by the hash of the tarball', () => {
    it('which is missing, weak, none, or two', async () => {
      const packed = await packPlugin(name);
      const other = await packPlugin(name, { version: '6.6.6' });
      for (const integrity of [
        undefined,
        '',
        'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
        'sha512-short',
        'md5-1B2M2Y8AsgTpgAmY7PhCfg==',
        ['sha512'],
        `${integrityOf(packed.tarball)} ${integrityOf(other.tarball)}`,
      ]) {
        registry.add(packed)['dist'].integrity = integrity;
        const error = await failureOf(project.find('acme'));
        expect(error.code, String(integrity)).to.equal('PLUGIN_INTEGRITY');
      }
      expect(registry.requests.filter((request) => request.endsWith('.tgz'))).to.deep.equal([]);
    });

    it('which is that of another', async () => {
      const packed = await packPlugin(name);
      const { tarball } = await packPlugin(name, {}, { 'evil.js': 'steal()' });
      registry.add(packed);
      registry.answers.set(`/${name}/-/1.0.0.tgz`, text(tarball));
      const error = await failureOf(project.find('acme'));
      expect(error.code).to.equal('PLUGIN_INTEGRITY');
      expect(error.hint).to.contain('Do not use it');
    });

    it('which one flipped bit changes', async () => {
      const packed = await packPlugin(name);
      registry.add(packed);
      const spoilt = Buffer.from(packed.tarball);
      spoilt.writeUInt8(spoilt.readUInt8(9) ^ 1, 9);
      registry.answers.set(`/${name}/-/1.0.0.tgz`, text(spoilt));
      expect((await failureOf(project.find('acme'))).code).to.be.oneOf(['PLUGIN_INTEGRITY', 'PLUGIN_NOT_A_PLUGIN']);
    });

    it('which is still checked when the tarball lies in the cache', async () => {
      const packed = await packPlugin(name);
      const published = registry.add(packed);
      await project.find('acme');
      published['dist'].integrity = integrityOf(Buffer.from('other'));
      expect((await failureOf(project.find('acme'))).code).to.equal('PLUGIN_INTEGRITY');
    });

    it('or which is not where a tarball can be', async () => {
      const packed = await packPlugin(name);
      for (const tarball of [undefined, 'file:///etc/passwd', '/etc/passwd', 'git+ssh://git.example/x', 7]) {
        registry.add(packed)['dist'].tarball = tarball;
        expect((await failureOf(project.find('acme'))).code, String(tarball)).to.equal('PLUGIN_INTEGRITY');
      }
    });
  });

  describe('as tarballs', () => {
    const sound: TarEntry[] = [
      { path: 'package/package.json', body: manifestOf() },
      { path: 'package/index.js', body: '' },
    ];

    it('but not sound ones, whatever their folder is called', async () => {
      expect((await findTarball(sound)).name).to.equal(name);
      const renamed = sound.map((entry) => ({ ...entry, path: entry.path.replace('package/', 'acme-x/') }));
      expect((await findTarball(renamed)).trust.unpackedSize).to.equal(Buffer.byteLength(manifestOf()));
    });

    it('that are none', async () => {
      for (const bytes of [
        '',
        '<html>Login</html>',
        Buffer.alloc(2048),
        Buffer.from([0x1f, 0x8b, 8, 0, 1, 2]),
        'x'.repeat(5000),
      ]) {
        writeFileSync(join(project.directory, 'made.tgz'), bytes);
        const error = await failureOf(project.find('./made.tgz'));
        expect(error.code, error.message).to.equal('PLUGIN_NOT_A_PLUGIN');
      }
    });

    it('that are folders', async () => {
      mkdirSync(join(project.directory, 'made.tgz'));
      expect((await failureOf(project.find('./made.tgz'))).code).to.equal('PLUGIN_NOT_A_PLUGIN');
    });

    it('that end early', async () => {
      const whole = tarFile(sound);
      writeFileSync(join(project.directory, 'made.tgz'), whole.subarray(0, whole.length - 30));
      expect((await failureOf(project.find('./made.tgz'))).code).to.equal('PLUGIN_NOT_A_PLUGIN');
    });

    it('that have no package.json, or one that is none', async () => {
      for (const body of [undefined, '', '{', '[]', '"x"', 'null', `{"name":"${name}"}`, '\u0000']) {
        const entries =
          body === undefined ? sound.slice(1) : [{ path: 'package/package.json', body }, ...sound.slice(1)];
        expect((await failureOf(findTarball(entries))).code, String(body)).to.equal('PLUGIN_NOT_A_PLUGIN');
      }
    });

    it('whose name or version is none', async () => {
      for (const changes of [
        { name: undefined },
        { name: 7 },
        { name: '../hatchery-source-x' },
        { name: '@a/../hatchery-source-x' },
        { name: 'hatchery-source-Acme' },
        { name: 'hatchery-source-a b' },
        { name: 'hatchery-source-sl\u0430ck' },
        { name: 'lodash' },
        { version: undefined },
        { version: 'one' },
        { version: 1 },
      ]) {
        const error = await failureOf(
          findTarball([{ path: 'package/package.json', body: manifestOf(changes) }, ...sound.slice(1)]),
        );
        expect(error.code, JSON.stringify(changes)).to.equal('PLUGIN_NOT_A_PLUGIN');
      }
    });

    it('that do not fit', async () => {
      for (const changes of [{ peerDependencies: { '@hatchery/core': '^9.0.0' } }, { engines: { node: '<1' } }]) {
        const error = await failureOf(
          findTarball([{ path: 'package/package.json', body: manifestOf(changes) }, ...sound.slice(1)]),
        );
        expect(error.code).to.equal('NO_FITTING_VERSION');
      }
    });

    it('whose entry would be unpacked elsewhere, or is a link', async () => {
      const [manifest = { path: '' }] = sound;
      for (const entry of [
        { path: 'package/../index.js' },
        { path: '../index.js' },
        { path: 'index.js' },
        { path: 'package/index.js', type: '2', link: '/etc/passwd' },
        { path: 'package/index.js', type: '5' },
      ]) {
        const error = await failureOf(findTarball([manifest, entry]));
        expect(error.code, JSON.stringify(entry)).to.equal('PLUGIN_NOT_A_PLUGIN');
      }
    });

    it('by the manifest that counts once it is unpacked: the last', async () => {
      const decoy = { path: 'package/package.json', body: manifestOf({ name: 'hatchery-source-decoy' }) };
      expect((await findTarball([decoy, ...sound])).name).to.equal(name);
      expect((await findTarball([...sound, decoy])).name).to.equal('hatchery-source-decoy');
      const deeper = { path: 'package/sub/package.json', body: manifestOf({ name: 'hatchery-source-decoy' }) };
      expect((await findTarball([...sound, deeper])).name).to.equal(name);
    });

    it('that unpack to far too much, without unpacking them', async () => {
      const claims = await failureOf(findTarball([...sound, { path: 'package/big', size: 2 ** 32 }]));
      expect(claims.code).to.equal('PLUGIN_NOT_A_PLUGIN');
      const bomb = await failureOf(findTarball([...sound, { path: 'package/big', body: Buffer.alloc(64 * 2 ** 20) }]));
      expect(bomb.code).to.equal('PLUGIN_NOT_A_PLUGIN');
    });

    it('whose package.json is far too large', async () => {
      const body = manifestOf({ description: randomBytes(2 ** 20).toString('base64') });
      const error = await failureOf(findTarball([{ path: 'package/package.json', body }, ...sound.slice(1)]));
      expect(error.message).to.contain('too large');
    });
  });

  describe('as folders', () => {
    it('that are none of a plugin', async () => {
      mkdirSync(join(project.directory, 'empty'));
      addFiles(project.directory, {
        'array/package.json': [],
        'broken/package.json': '{',
        file: 'not a folder',
        'unbuilt/package.json': { ...(pluginFiles(name)['package.json'] as object), exports: './dist/index.js' },
      });
      for (const folder of ['empty', 'array', 'broken', 'file', 'unbuilt']) {
        const error = await failureOf(project.find(`./${folder}`));
        expect(error.code, folder).to.equal('PLUGIN_NOT_A_PLUGIN');
        if (folder === 'unbuilt') expect(error.message).to.contain('was it built?');
      }
    });

    it('but not ones in a workspace of their own, whose core fits', async () => {
      const core = { name: '@hatchery/core', version: '1.2.0' };
      addFiles(project.directory, {
        'ws/node_modules/@hatchery/core/package.json': core,
        'ws/package.json': {
          ...(pluginFiles(name)['package.json'] as object),
          peerDependencies: { '@hatchery/core': 'workspace:^' },
          dependencies: { local: 'file:../local' },
        },
        'ws/index.js': '',
      });
      expect((await project.find('./ws', { coreVersion: '1.3.0' })).source).to.equal('folder');
      expect((await failureOf(project.find('./ws', { coreVersion: '2.0.0' }))).code).to.equal('NO_FITTING_VERSION');
    });
  });

  it('never run a script', async () => {
    const proof = join(project.directory, 'ran');
    const script = `node -e "require('fs').writeFileSync('${proof}', '')"`;
    const scripts = Object.fromEntries(
      ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'dependencies'].map((one) => [one, script]),
    );
    registry.add(await packPlugin(name, { scripts }));
    const candidate = await project.find('acme');
    expect(candidate.trust.installScripts).to.deep.equal(['preinstall', 'install', 'postinstall']);
    registry.add(await packPlugin(name, {}, { 'binding.gyp': '{}' }));
    expect((await project.find('acme')).trust.installScripts).to.deep.equal(['install']);
    expect(existsSync(proof)).to.equal(false);
  });
});
