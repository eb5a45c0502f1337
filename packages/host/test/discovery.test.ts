import { expect } from 'chai';
import { join } from 'node:path';
import { openCatalog, type PluginCatalog } from '../src/index.ts';
import { openProject } from '../src/index.ts';
import { failureOf } from './support/failure-of.ts';
import { destinationPackage, manifest, projectWith, sourceCode, sourcePackage, under } from './support/plugin-files.ts';
import { addFiles, link, tempProject } from './support/temp-project.ts';

const namesOf = ({ plugins }: PluginCatalog) => plugins.map(({ name }) => name);
const config = (source: string, destination = 'disk') =>
  `streams:\n  - { id: a, source: { use: "${source}", token: token-0 }, destination: { use: "${destination}", path: p } }\n`;
const disk = destinationPackage('hatchery-dest-disk');

async function boundSource(cwd: string, pluginFolders: { directory: string; origin: 'user' | 'embedded' }[] = []) {
  const project = await openProject({ cwd, pluginFolders });
  const [stream] = await project.bind(project.streams);
  return stream?.source.plugin;
}

describe('discovering plugins', () => {
  it('reads the manifests of all dependencies whose names say that they are plugins', async () => {
    const root = tempProject({
      'package.json': {
        dependencies: { 'hatchery-source-a': '*', lodash: '*', 'not-hatchery-source-x': '*' },
        optionalDependencies: { '@acme/hatchery-source-b': '*' },
        devDependencies: { 'hatchery-dest-c': '*' },
        peerDependencies: { 'hatchery-source-peer': '*' },
      },
      ...under(
        'node_modules/hatchery-source-a',
        sourcePackage('hatchery-source-a', {
          version: '3.2.1',
          description: 'Collects A.',
          hatchery: { kind: 'source', permissions: { hosts: ['*.a.example'] }, aliases: ['aaa', 5] },
        }),
      ),
      ...under('node_modules/@acme/hatchery-source-b', sourcePackage('@acme/hatchery-source-b')),
      ...under('node_modules/hatchery-dest-c', destinationPackage('hatchery-dest-c')),
      ...under('node_modules/hatchery-source-unlisted', sourcePackage('hatchery-source-unlisted')),
    });
    const catalog = await openCatalog({ cwd: root });
    expect(namesOf(catalog)).to.deep.equal(['@acme/hatchery-source-b', 'hatchery-dest-c', 'hatchery-source-a']);
    expect(catalog.plugins[2]).to.deep.equal({
      name: 'hatchery-source-a',
      version: '3.2.1',
      kind: 'source',
      shortName: 'a',
      aliases: ['aaa'],
      description: 'Collects A.',
      directory: join(root, 'node_modules/hatchery-source-a'),
      coreRange: '^1.0.0',
      fits: true,
      permissions: { hosts: ['*.a.example'] },
      origin: 'project',
    });
    expect(catalog.plugins[0]).to.include({ shortName: 'b', kind: 'source' });
  });

  it('warns of a dependency that is listed and not there', async () => {
    const root = tempProject({
      'package.json': { dependencies: { 'hatchery-source-gone': '^1.0.0' } },
      'hatchery.yaml': config('gone'),
    });
    const project = await openProject({ cwd: root });
    expect(project.plugins[0]).to.include({ fits: false, directory: undefined });
    expect(project.warnings[0]?.error?.code).to.equal('PLUGIN_NOT_INSTALLED');
    expect((await failureOf(project.bind(project.streams))).code).to.equal('CONFIG_INVALID');
    expect(project.warnings[0]?.hint).to.contain('npm install');
  });

  it('takes the first of a name: project, then the folders in their order', async () => {
    const folder = (version: string) =>
      tempProject(
        projectWith([sourcePackage('hatchery-source-a', { version }), sourcePackage(`hatchery-source-v${version[0]}`)]),
      );
    const root = tempProject(projectWith([sourcePackage('hatchery-source-a', { version: '1.0.0' })]));
    const [user, embedded] = [folder('2.0.0'), folder('3.0.0')];
    const catalog = await openCatalog({
      cwd: root,
      pluginFolders: [
        { directory: user, origin: 'user' },
        { directory: embedded, origin: 'embedded' },
        { directory: join(root, 'none'), origin: 'user' },
      ],
    });
    expect(catalog.plugins.map(({ name, version, origin }) => [name, version, origin])).to.deep.equal([
      ['hatchery-source-a', '1.0.0', 'project'],
      ['hatchery-source-v2', '1.2.3', 'user'],
      ['hatchery-source-v3', '1.2.3', 'embedded'],
    ]);
  });

  it('reads no code', async () => {
    const code = `globalThis.hatcheryTestLoaded = true; throw new Error('loaded');`;
    const root = tempProject(
      projectWith([sourcePackage('hatchery-source-a', {}, code)], { 'hatchery.yaml': config('a') }),
    );
    const project = await openProject({ cwd: root });
    expect(project.plugins[0]?.fits).to.equal(true);
    expect(globalThis).to.not.have.property('hatcheryTestLoaded');
  });
});

describe('finding the plugin that a config names', () => {
  const acme = sourcePackage('hatchery-source-acme', { hatchery: { kind: 'source', aliases: ['ac', 'acme-audit'] } });
  const scoped = sourcePackage('@acme/hatchery-source-own');
  for (const use of ['acme', 'hatchery-source-acme', 'ac', 'acme-audit', 'own', '@acme/hatchery-source-own']) {
    it(`takes ${use}`, async () => {
      const root = tempProject(projectWith([acme, scoped, disk], { 'hatchery.yaml': config(use) }));
      expect((await boundSource(root))?.name).to.match(/own/.test(use) ? /own$/ : /acme$/);
    });
  }

  const claiming = (name: string, ...aliases: string[]) =>
    sourcePackage(name, { hatchery: { kind: 'source', aliases } });

  it('refuses an alias that two plugins claim, and names both', async () => {
    const plugins = [claiming('hatchery-source-one', 'both', 'uno'), claiming('@acme/hatchery-source-two', 'both')];
    const root = tempProject(projectWith([...plugins, disk], { 'hatchery.yaml': config('both') }));
    const error = await failureOf(boundSource(root));
    expect(error.message).to.include('"both" is the name of').and.include('hatchery-source-one');
    expect(error.message).to.include('@acme/hatchery-source-two');
    addFiles(root, { 'hatchery.yaml': config('uno') });
    expect((await boundSource(root))?.name).to.equal('hatchery-source-one');
    const { $defs } = (await (await openCatalog({ cwd: root })).schema()) as { $defs: { source: unknown } };
    const schema = JSON.stringify($defs.source);
    expect(schema).to.include('"uno"').and.not.include('"both"');
  });

  it('lets a plugin have its own name, whoever claims that as an alias', async () => {
    const plugins = [
      claiming('hatchery-source-claims', 'real', 'hatchery-source-real', 'own'),
      sourcePackage('hatchery-source-real'),
    ];
    for (const use of ['real', 'hatchery-source-real']) {
      const root = tempProject(projectWith([...plugins, disk], { 'hatchery.yaml': config(use) }));
      expect((await boundSource(root))?.name).to.equal('hatchery-source-real');
      const claims = (await openCatalog({ cwd: root })).plugins.find(({ name }) => name.endsWith('claims'));
      expect(claims?.aliases).to.deep.equal(['own']);
    }
    const unlisted = tempProject({
      ...projectWith([plugins[0] ?? disk, disk], { 'hatchery.yaml': config('real') }),
      ...under('node_modules/hatchery-source-real', sourcePackage('hatchery-source-real')),
    });
    expect((await boundSource(unlisted))?.name).to.equal('hatchery-source-real');
  });

  it('takes nothing for an alias that means a file, a scope or a package', async () => {
    const odd = claiming('hatchery-source-odd', './x', '@a/b', 'hatchery-source-slack', 'Ünï', '', 'fine', 'fine');
    const root = tempProject(projectWith([odd, disk], { 'hatchery.yaml': config('fine') }));
    expect((await openCatalog({ cwd: root })).plugins.find(({ name }) => name.endsWith('odd'))?.aliases).to.deep.equal([
      'fine',
    ]);
  });

  it('gives the names of our own plugins to nobody else, who would be given their credentials', async () => {
    const taking = claiming('hatchery-source-takes', 'slack', 'fdr', 'falcon-data-replicator', 'gcs', 'fine');
    for (const use of ['slack', 'fdr']) {
      const root = tempProject(projectWith([taking, disk], { 'hatchery.yaml': config(use) }));
      expect((await failureOf(boundSource(root))).code).to.equal('PLUGIN_NOT_INSTALLED');
      const takes = (await openCatalog({ cwd: root })).plugins.find(({ name }) => name.endsWith('takes'));
      // A source and a destination may share a name.
      expect(takes?.aliases).to.deep.equal(['gcs', 'fine']);
    }
  });

  it('knows our own aliases before the plugin is installed', async () => {
    const root = tempProject(projectWith([disk], { 'hatchery.yaml': config('fdr') }));
    const error = await failureOf(boundSource(root));
    expect(error.code).to.equal('PLUGIN_NOT_INSTALLED');
    expect(error.hint).to.include('hatchery plugins install hatchery-source-falcon-data-replicator');
    const here = tempProject({
      ...projectWith([disk], { 'hatchery.yaml': config('fdr') }),
      ...under(
        'node_modules/hatchery-source-falcon-data-replicator',
        sourcePackage('hatchery-source-falcon-data-replicator'),
      ),
    });
    expect((await boundSource(here))?.name).to.equal('hatchery-source-falcon-data-replicator');
  });

  it('takes a path, to a plugin or to a bare function', async () => {
    const root = tempProject(
      projectWith([disk], {
        'sources/mine.ts': sourceCode,
        'bare.mjs': 'export default async (pipe) => { await pipe.spout("x"); };',
      }),
    );
    addFiles(root, { 'hatchery.yaml': config('./sources/mine.ts') });
    expect(await boundSource(root)).to.deep.equal({ name: './sources/mine.ts' });
    addFiles(root, {
      'hatchery.yaml': 'streams: [{ source: { use: ./bare.mjs }, destination: { use: disk, path: p } }]',
    });
    expect(await boundSource(root)).to.deep.equal({ name: './bare.mjs' });
    addFiles(root, { 'hatchery.yaml': config('./gone.ts') });
    expect((await failureOf(boundSource(root))).code).to.equal('PLUGIN_NOT_INSTALLED');
  });

  it('gives the short name to the unscoped package', async () => {
    const rival = sourcePackage('@acme/hatchery-source-acme');
    const root = tempProject(projectWith([rival, acme, disk], { 'hatchery.yaml': config('acme') }));
    expect((await boundSource(root))?.name).to.equal('hatchery-source-acme');
    expect((await openCatalog({ cwd: root })).plugins.map(({ shortName }) => shortName)).to.include(
      '@acme/hatchery-source-acme',
    );
  });

  it('takes a package that no package.json lists but Node would find', async () => {
    const root = tempProject({
      ...under('node_modules/hatchery-source-free', sourcePackage('hatchery-source-free')),
      ...under('node_modules/hatchery-dest-disk', disk),
      'deep/er/hatchery.yaml': config('free'),
    });
    expect((await boundSource(join(root, 'deep/er')))?.name).to.equal('hatchery-source-free');
  });

  it('finds embedded plugins from their own folder', async () => {
    const tool = tempProject(projectWith([disk, acme]));
    const root = tempProject({ 'hatchery.yaml': config('acme') });
    expect((await boundSource(root, [{ directory: tool, origin: 'embedded' }]))?.version).to.equal('1.2.3');
  });
});

describe('layouts of package managers', () => {
  it("pnpm's: links into .pnpm", async () => {
    const root = tempProject({
      'package.json': { dependencies: { 'hatchery-source-a': '1.2.3', 'hatchery-dest-disk': '1' } },
      'hatchery.yaml': config('a'),
    });
    const store = (name: string) => join(root, 'node_modules/.pnpm', `${name}@1.2.3/node_modules`, name);
    addFiles(store('hatchery-source-a'), sourcePackage('hatchery-source-a', {}, `import 'own-sdk';${sourceCode}`));
    addFiles(store('hatchery-dest-disk'), disk);
    addFiles(store('own-sdk'), { 'package.json': { name: 'own-sdk', type: 'module', exports: './i.js' }, 'i.js': '' });
    link(store('own-sdk'), join(store('hatchery-source-a'), '../own-sdk'));
    for (const name of ['hatchery-source-a', 'hatchery-dest-disk']) link(store(name), join(root, 'node_modules', name));
    expect(await boundSource(root)).to.deep.equal({ name: 'hatchery-source-a', version: '1.2.3' });
  });

  it("npm's: hoisted to the workspace's root, another version nested", async () => {
    const root = tempProject({
      'package.json': { workspaces: ['apps/*'] },
      ...under('node_modules/hatchery-source-a', sourcePackage('hatchery-source-a', { version: '1.0.0' })),
      ...under('node_modules/hatchery-dest-disk', disk),
      'apps/one/package.json': { dependencies: { 'hatchery-source-a': '^1', 'hatchery-dest-disk': '*' } },
      'apps/one/hatchery.yaml': config('a'),
      'apps/two/package.json': { dependencies: { 'hatchery-source-a': '^2', 'hatchery-dest-disk': '*' } },
      'apps/two/hatchery.yaml': config('a'),
      ...under('apps/two/node_modules/hatchery-source-a', sourcePackage('hatchery-source-a', { version: '2.0.0' })),
    });
    expect((await boundSource(join(root, 'apps/one')))?.version).to.equal('1.0.0');
    expect((await boundSource(join(root, 'apps/two')))?.version).to.equal('2.0.0');
  });

  it('a link to a folder elsewhere, with a workspace range and without exports', async () => {
    const elsewhere = tempProject({
      ...under('node_modules/@hatchery/core', { 'package.json': { name: '@hatchery/core', version: '1.0.0' } }),
      ...under('plugins/a', {
        'package.json': manifest({
          name: 'hatchery-source-a',
          range: 'workspace:^',
          exports: undefined,
          main: './index.js',
        }),
        'index.js': sourceCode,
      }),
    });
    const root = tempProject(projectWith([disk], { 'hatchery.yaml': config('a') }));
    link(join(elsewhere, 'plugins/a'), join(root, 'node_modules/hatchery-source-a'));
    expect((await boundSource(root))?.name).to.equal('hatchery-source-a');
  });

  it('the config lies in the plugin itself', async () => {
    const root = tempProject({
      ...sourcePackage('hatchery-source-self'),
      ...under('node_modules/hatchery-dest-disk', disk),
      'hatchery.yaml': config('self'),
    });
    expect((await boundSource(root))?.name).to.equal('hatchery-source-self');
  });

  it('a workspace range in node_modules is refused', async () => {
    const root = tempProject(
      projectWith([sourcePackage('hatchery-source-a', { range: 'workspace:^' })], { 'hatchery.yaml': config('a') }),
    );
    const [plugin] = (await openCatalog({ cwd: root })).plugins;
    expect(plugin?.problem?.code).to.equal('PLUGIN_INCOMPATIBLE');
    expect(plugin?.problem?.message).to.contain('workspace:^');
  });
});
