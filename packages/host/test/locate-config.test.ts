import { expect } from 'chai';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog, openProject } from '../src/index.ts';
import { searchPlaces } from '../src/config/search-places.ts';
import { failureOf } from './support/failure-of.ts';
import { addFiles, tempProject } from './support/temp-project.ts';

const contents: Readonly<Record<string, string>> = {
  yaml: 'streams: []',
  yml: 'streams: []',
  json: '{"streams": []}',
  ts: 'export default { streams: [] as object[] };',
  mts: 'export default { streams: [] as object[] };',
  mjs: 'export default { streams: [] };',
  js: 'module.exports = { streams: [] };',
  cjs: 'module.exports = { streams: [] };',
};

describe('locating a config', () => {
  for (const place of searchPlaces) {
    it(`finds ${place} from a folder below`, async () => {
      const text =
        place === 'package.json' ? '{"hatchery": {"streams": []}}' : (contents[place.split('.').at(-1) ?? ''] ?? '');
      const root = tempProject({ [place]: text, 'a/b/file.txt': '' });
      const project = await openProject({ cwd: join(root, 'a/b') });
      expect(project.configPath).to.equal(join(root, place));
      expect(project.problems).to.deep.equal([]);
      expect(project.warnings).to.deep.equal([]);
    });
  }

  it('takes the nearest, not the highest', async () => {
    const root = tempProject({ 'hatchery.yaml': 'streams: []', 'a/hatchery.json': '{"streams":[]}', 'a/b/x': '' });
    expect((await openProject({ cwd: join(root, 'a/b') })).configPath).to.equal(join(root, 'a/hatchery.json'));
  });

  it('says where it looked when there is none, and how to get one', async () => {
    const root = tempProject();
    const error = await failureOf(openProject({ cwd: root }));
    expect(error.code).to.equal('CONFIG_NOT_FOUND');
    expect(error.message).to.contain(root).and.to.contain('hatchery.yaml').and.to.contain('.config/hatchery.config.ts');
    expect(error.hint).to.contain('hatchery init');
  });

  it('names an explicit path that is missing, also where another config could be found', async () => {
    const root = tempProject({ 'hatchery.yaml': 'streams: []' });
    const error = await failureOf(openProject({ cwd: root, configPath: 'other.yaml' }));
    expect(error.code).to.equal('CONFIG_NOT_FOUND');
    expect(error.message).to.contain(join(root, 'other.yaml'));
  });

  it('calls a folder unreadable, given or found', async () => {
    const root = tempProject();
    mkdirSync(join(root, 'hatchery.yaml'));
    for (const options of [{ cwd: root }, { cwd: root, configPath: 'hatchery.yaml' }]) {
      const error = await failureOf(openProject(options));
      expect(error.code).to.equal('CONFIG_UNREADABLE');
      expect(error.message).to.contain('it is a folder');
    }
  });

  it('never passes over a nearer config that it may not read', async function () {
    const root = tempProject({ 'hatchery.yaml': 'streams: []', 'a/hatchery.yaml': 'streams: []' });
    // Root reads whatever its permissions say; a folder in the file's place cannot be read by anybody.
    if (process.getuid?.() === 0) addFiles(root, { 'b/hatchery.yaml/x': '' });
    else chmodSync(join(root, 'a/hatchery.yaml'), 0);
    const error = await failureOf(openProject({ cwd: join(root, process.getuid?.() === 0 ? 'b' : 'a') }));
    expect(error.code).to.equal('CONFIG_UNREADABLE');
  });

  it('warns of two configs side by side, and says which is used', async () => {
    const root = tempProject({ 'hatchery.yaml': 'streams: []', 'hatchery.config.mjs': 'export default {streams: []}' });
    const project = await openProject({ cwd: root });
    expect(project.configPath).to.equal(join(root, 'hatchery.config.mjs'));
    expect(project.warnings).to.have.length(1);
    expect(project.warnings[0]?.message).to.contain('hatchery.yaml').and.to.contain('side by side');
  });

  it('does not take the manifest of a plugin for a config', async () => {
    const root = tempProject({
      'hatchery.yaml': 'streams: []',
      'plugin/package.json': { name: 'hatchery-source-x', hatchery: { kind: 'source' } },
    });
    expect((await openProject({ cwd: join(root, 'plugin') })).configPath).to.equal(join(root, 'hatchery.yaml'));
  });

  it('names a malformed package.json where no config is found: one may have been in it', async () => {
    const root = tempProject({ 'a/package.json': '{ not json' });
    const error = await failureOf(openProject({ cwd: join(root, 'a') }));
    expect(error.code).to.equal('CONFIG_NOT_FOUND');
    expect(error.hint).to.contain(join(root, 'a/package.json')).and.contain('not JSON');
  });

  it('is not stopped by a malformed package.json on the way', async () => {
    const root = tempProject({ 'hatchery.yaml': 'streams: []', 'a/package.json': '{ not json' });
    expect((await openProject({ cwd: join(root, 'a') })).configPath).to.equal(join(root, 'hatchery.yaml'));
  });

  it('is not led elsewhere by settings of other tools, sound or broken', async () => {
    const root = tempProject({
      'hatchery.yaml': 'streams: []',
      '.config/config.yaml': 'cosmiconfig: { searchPlaces: [other.yaml], mergeSearchPlaces: false }',
      'package.json': { name: 'x', cosmiconfig: { searchPlaces: ['other.yaml'] } },
      'other.yaml': 'streams: []',
    });
    const before = process.cwd();
    for (const broken of ['', 'throw new Error("not ours");']) {
      if (broken !== '') writeFileSync(join(root, '.config/config.js'), broken);
      process.chdir(root);
      try {
        expect((await openProject({ cwd: root })).configPath).to.equal(join(root, 'hatchery.yaml'));
      } finally {
        process.chdir(before);
      }
    }
  });

  it('opens a catalog of plugins with no config, and with one that is broken', async () => {
    const root = tempProject();
    expect((await openCatalog({ cwd: root })).directory).to.equal(root);
    addFiles(root, { 'hatchery.yaml': 'streams: [' });
    expect((await openCatalog({ cwd: root })).plugins).to.deep.equal([]);
    const error = await failureOf(openCatalog({ cwd: root, configPath: 'gone.yaml' }));
    expect(error.code).to.equal('CONFIG_NOT_FOUND');
  });
});
