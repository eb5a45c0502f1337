import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import file from '../src/index.ts';
import { create, errorOf, namesIn } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';
import { removeTemporaryFolders, temporaryFolder } from './fixtures/temporary-folder.ts';

async function modeOf(path: string): Promise<string> {
  return ((await lstat(path)).mode & 0o777).toString(8);
}

describe('hatchery-dest-file and its folder', () => {
  after(removeTemporaryFolders);

  it('makes nothing before the first object comes', async () => {
    const parent = await temporaryFolder();
    const store = await openStore(join(parent, 'a/b'));
    expect(await store.stat('x')).to.equal(undefined);
    expect(await namesIn(store)).to.deep.equal([]);
    await store.remove?.('x');
    expect(await readdir(parent)).to.deep.equal([]);
    await create(store, 'x');
    expect(await readdir(join(parent, 'a/b'))).to.have.members(['_hatchery', 'x']);
  });

  it('starts relative paths at the folder of the config', async () => {
    const directory = await temporaryFolder();
    const { config, open } = file.definition;
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const store = await open({ config: config.parse({ path: './logs' }), directory, log });
    await create(store, 'x');
    expect(await readdir(directory)).to.deep.equal(['logs']);
  });

  it('goes on when others remove its folders in the meantime', async () => {
    const path = join(await temporaryFolder(), 'root');
    const store = await openStore(path);
    await create(store, 'day/1');
    await rm(join(path, 'day'), { recursive: true });
    await create(store, 'day/1');
    await rm(path, { recursive: true });
    await create(store, 'day/1');
    expect(await namesIn(store)).to.deep.equal(['day/1']);
  });

  it('gives files and folders the modes of the options, less the umask', async () => {
    const path = join(await temporaryFolder(), 'root');
    const umask = process.umask(0o027);
    try {
      await create(await openStore(path), 'usual/a');
      await create(await openStore(path, { fileMode: '0444', folderMode: '0777' }), 'own/a');
    } finally {
      process.umask(umask);
    }
    expect(await modeOf(join(path, 'usual'))).to.equal('750');
    expect(await modeOf(join(path, 'usual/a'))).to.equal('640');
    expect(await modeOf(join(path, 'own'))).to.equal('750');
    expect(await modeOf(join(path, 'own/a'))).to.equal('440');
  });

  it('refuses options that could not mean what they say', () => {
    const { config } = file.definition;
    const bad = [
      {},
      { path: '' },
      { path: 'a\0b' },
      { path: '~/logs' },
      { path: '~' },
      { path: 3 },
      { path: 'x', fileMode: 640 },
      { path: 'x', fileMode: '0240' },
      { path: 'x', fileMode: '0680' },
      { path: 'x', fileMode: '4755' },
      { path: 'x', folderMode: '0600' },
      { path: 'x', foldermode: '0750' },
    ];
    for (const options of bad) expect(config.safeParse(options).success, JSON.stringify(options)).to.equal(false);
    expect(config.parse({ path: '~logs' })).to.deep.equal({ path: '~logs', fileMode: '0640', folderMode: '0750' });
  });

  it('says that a path is a file, or leads through one', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    expect(await errorOf(openStore(join(folder, 'file')))).to.include({
      code: 'DESTINATION_FAILED',
      message: `${join(folder, 'file')} is not a folder.`,
    });
    expect((await errorOf(openStore(join(folder, 'file/deeper')))).message).to.match(/a file lies where a folder/);
  });

  it('lists folder by folder, so that what comes late is seen, and what went is not missed', async () => {
    const store = await openStore(await temporaryFolder());
    for (const name of ['1/a', '2/a', '3/a', '3/b']) await create(store, name);
    const listing = store.list('')[Symbol.asyncIterator]();
    expect((await listing.next()).value?.name).to.equal('1/a');
    await create(store, '2/b');
    await store.remove?.('3/a');
    const rest: string[] = [];
    for (let next = await listing.next(); next.done !== true; next = await listing.next()) rest.push(next.value.name);
    expect(rest).to.deep.equal(['2/a', '2/b', '3/b']);
  });

  it('reads no folder beyond the limit', async () => {
    const path = await temporaryFolder();
    const store = await openStore(path);
    await create(store, 'a/first');
    await mkdir(join(path, 'b', 'x'.repeat(200)), { recursive: true });
    const listing = store.list('', { limit: 1 })[Symbol.asyncIterator]();
    await listing.next();
    await rm(path, { recursive: true });
    expect(await listing.next()).to.deep.equal({ done: true, value: undefined });
  });
});
