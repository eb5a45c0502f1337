import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HatcheryError } from '@hatchery/core';
import { expect } from 'chai';
import { createPlugin } from '../src/create-plugin.ts';
import { nextCommands } from '../src/creation-text.ts';
import type { PluginRequest } from '../src/plugin-request.ts';
import { writePackage } from '../src/write-package.ts';
import { run } from './support/run.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const request: PluginRequest = { name: 'acme', kind: 'source', resume: 'cursor' };

async function failure(asked: PluginRequest, directory: string): Promise<HatcheryError> {
  const error: unknown = await createPlugin(asked, directory).catch((thrown: unknown) => thrown);
  if (!HatcheryError.is(error)) throw new Error('It did not fail as it should.', { cause: error });
  return error;
}

async function manifestIn(folder: string): Promise<Record<string, any>> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, any>;
}

describe('create-hatchery-plugin: what is written', () => {
  it('is a package that says what it is, and fits the core at hand', async () => {
    await using at = await temporaryFolder();
    const { folder, files } = await createPlugin({ ...request, author: 'Zoë "Q" <z@example.com>' }, at.path);
    expect(folder).to.equal(join(at.path, 'hatchery-source-acme'));
    const manifest = await manifestIn(folder);
    expect(manifest).to.deep.include({
      name: 'hatchery-source-acme',
      license: 'Apache-2.0',
      author: 'Zoë "Q" <z@example.com>',
      keywords: ['hatchery-plugin'],
      hatchery: {
        kind: 'source',
        conformance: './test/conformance.ts',
        permissions: { hosts: ['api.acme.example'] },
      },
    });
    const core = JSON.parse(await readFile(new URL('../../core/package.json', import.meta.url), 'utf8')) as {
      version: string;
      engines: object;
    };
    expect(manifest['peerDependencies']).to.deep.equal({ '@hatchery/core': `^${core.version}` });
    expect(manifest['engines']).to.deep.equal(core.engines);
    for (const range of Object.values(manifest['devDependencies'] as object)) expect(range).to.match(/^\^?\d/);
    expect(files).to.include.members(['.gitignore', '.oxlintrc.json', '.github/workflows/release.yml', 'LICENSE']);
  });

  it('lists exactly the files that there are', async () => {
    await using at = await temporaryFolder();
    const { folder, files } = await createPlugin(request, at.path);
    const found = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(found.toSorted()).to.deep.equal([...files].toSorted());
  });

  it('names the author that git knows, and nobody if it knows none', async () => {
    await using at = await temporaryFolder();
    const git = async (...args: string[]): Promise<void> => void (await run('git', args, at.path));
    await git('init', '--quiet');
    await git('config', 'user.name', 'Ada\tByron');
    await git('config', 'user.email', 'ada@example.com');
    const { folder } = await createPlugin(request, at.path);
    expect((await manifestIn(folder))['author']).to.equal('Ada Byron <ada@example.com>');
  });

  it('takes another folder, also one with nothing but a fresh repository', async () => {
    await using at = await temporaryFolder();
    await mkdir(join(at.path, 'deep/er/.git'), { recursive: true });
    const { folder } = await createPlugin({ ...request, directory: 'deep/er' }, at.path);
    expect(folder).to.equal(join(at.path, 'deep/er'));
    expect(await readdir(folder)).to.include.members(['.git', 'package.json']);
  });

  it('names the repository, which provenance is compared with', async () => {
    await using at = await temporaryFolder();
    const repository = 'https://git.example.com/acme/plugin';
    const { folder } = await createPlugin({ ...request, repository }, at.path);
    expect((await manifestIn(folder))['repository']).to.deep.equal({ type: 'git', url: repository });
  });

  it('has a destination for a name that says so', async () => {
    await using at = await temporaryFolder();
    const { packageName, folder } = await createPlugin({ name: '@acme/hatchery-dest-vault' }, at.path);
    expect(packageName).to.equal('@acme/hatchery-dest-vault');
    expect(folder).to.equal(join(at.path, 'hatchery-dest-vault'));
    expect((await manifestIn(folder))['hatchery']).to.deep.include({ kind: 'destination' });
  });
});

describe('create-hatchery-plugin: what is refused', () => {
  const wrong: [string, PluginRequest, RegExp][] = [
    ['nothing at all', {}, /a name, --kind, and --resume must be given/],
    ['a short name alone', { name: 'acme' }, /--kind and --resume/],
    ['a source that does not say how it resumes', { name: 'hatchery-source-acme' }, /, --resume must be given/],
    ['a kind that there is not', { ...request, kind: 'sink' }, /no kind "sink"/],
    ['a class that there is not', { ...request, resume: 'pages' }, /no way to resume "pages"/],
    ['a destination that resumes', { ...request, kind: 'destination' }, /Only sources resume/],
    ['a bad name', { ...request, name: '../acme' }, /cannot be the name/],
    ['a name of another kind', { ...request, name: 'hatchery-dest-acme' }, /name of a destination/],
    [
      'a name of another kind, before what is missing',
      { name: 'hatchery-dest-acme', kind: 'source' },
      /of a destination/,
    ],
  ];
  for (const [what, asked, message] of wrong) {
    it(`${what}, and writes nothing`, async () => {
      await using at = await temporaryFolder();
      const error = await failure(asked, at.path);
      expect(error.code).to.equal('USAGE');
      expect(error.message).to.match(message);
      expect(await readdir(at.path)).to.deep.equal([]);
    });
  }

  it('a folder with something in it, which is left as it was', async () => {
    await using at = await temporaryFolder();
    const folder = join(at.path, 'hatchery-source-acme');
    await mkdir(folder);
    await writeFile(join(folder, 'README.md'), 'mine');
    expect((await failure(request, at.path)).message).to.match(/is not empty: README\.md/);
    expect(await readdir(folder)).to.deep.equal(['README.md']);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).to.equal('mine');
  });

  it('a second plugin in the place of the first', async () => {
    await using at = await temporaryFolder();
    await createPlugin(request, at.path);
    expect((await failure(request, at.path)).message).to.match(/is not empty: .*, and \d+ more/);
  });

  it('a file, or a link to nowhere, in the place of the folder', async () => {
    await using at = await temporaryFolder();
    await writeFile(join(at.path, 'file'), '');
    await symlink(join(at.path, 'nowhere/at/all'), join(at.path, 'link'));
    for (const directory of ['file', 'file/below', 'link']) {
      expect((await failure({ ...request, directory }, at.path)).code).to.equal('USAGE');
    }
    expect((await readdir(at.path)).toSorted()).to.deep.equal(['file', 'link']);
  });

  it('one of two that write into one folder at once; the other is whole', async () => {
    await using at = await temporaryFolder();
    const asked = [request, { ...request, resume: 'window' }].map((one) => ({ ...one, directory: 'same' }));
    const outcomes = await Promise.allSettled(asked.map((one) => createPlugin(one, at.path)));
    const written = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(written.length).to.be.lessThan(2);
    const [created] = written as PromiseFulfilledResult<{ files: readonly string[] }>[];
    if (created === undefined) return;
    for (const file of created.value.files) expect((await readFile(join(at.path, 'same', file))).length).to.be.above(0);
  });

  it('what turns out impossible half-way, and takes back what it wrote', async () => {
    await using at = await temporaryFolder();
    const folder = join(at.path, 'new/plugin');
    const files = ['README.md', 'src/deep/index.ts', 'src/deep/index.ts/below'].map((path) => ({ path, text: 'text' }));
    const error: unknown = await writePackage(folder, files).catch((thrown: unknown) => thrown);
    expect(HatcheryError.is(error) && error.code).to.equal('USAGE');
    expect(await readdir(at.path)).to.deep.equal([]);
  });

  it('a place that cannot be written to, and leaves nothing there', async () => {
    await using at = await temporaryFolder();
    const locked = join(at.path, 'locked');
    await mkdir(locked);
    await chmod(locked, 0o500);
    // The superuser may write anywhere but there.
    const blocked = process.getuid?.() === 0 ? '/dev/null/folder' : join(locked, 'plugin');
    expect((await failure({ ...request, directory: blocked }, at.path)).code).to.equal('USAGE');
    expect(await readdir(locked)).to.deep.equal([]);
    await chmod(locked, 0o700);
  });
});

describe('create-hatchery-plugin: what comes next', () => {
  it('is three commands that a shell can read', () => {
    expect(nextCommands('/home/me/plugin', '/home/me')).to.deep.equal(['cd plugin', 'npm install', 'npm test']);
    expect(nextCommands('/home/me', '/home/me')).to.deep.equal(['npm install', 'npm test']);
    expect(nextCommands("/home/it's here", '/home')).to.include(String.raw`cd 'it'\''s here'`);
  });
});
