import { readdirSync } from 'node:fs';
import { lstat, mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { HatcheryError } from '@hatchery/core';
import { expect } from 'chai';
import { create, errorOf } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';
import { removeTemporaryFolders, temporaryFolder } from './fixtures/temporary-folder.ts';

const { signal } = new AbortController();

/** The files that are open in this process. */
function openFiles(): number {
  return readdirSync('/dev/fd').length;
}

describe('hatchery-dest-file and its temporary files', () => {
  after(removeTemporaryFolders);

  it('leaves none, and no folder and no open file, of objects that came whole or not', async () => {
    const path = await temporaryFolder();
    const store = await openStore(path);
    await create(store, 'first');
    const before = openFiles();
    for (let index = 0; index < 20; index++) {
      const body = Readable.from([Buffer.alloc(100_000), Buffer.alloc(100_000)]);
      await errorOf(store.create(`failed/${index}`, body, { contentType: 'text/plain', signal, size: 5 }));
      const broken = new Readable({ read: () => broken.destroy(new Error('broken')) });
      await errorOf(store.create(`failed/${index}`, broken, { contentType: 'text/plain', signal }));
      await errorOf(create(store, 'first', 'again'));
      await create(store, `whole/${index}`);
    }
    expect(await readdir(join(path, '_hatchery/tmp'))).to.deep.equal([]);
    expect((await readdir(path)).sort()).to.deep.equal(['_hatchery', 'first', 'whole']);
    expect(openFiles()).to.equal(before);
  });

  it('gives an object one link only, so that its file is as any other', async () => {
    const path = await temporaryFolder();
    await create(await openStore(path), 'a');
    expect((await lstat(join(path, 'a'))).nlink).to.equal(1);
  });

  it('removes what killed processes left a day ago, and leaves alone what may live or is not its own', async () => {
    const path = await temporaryFolder();
    const folder = join(path, '_hatchery/tmp');
    await mkdir(join(folder, 'folder'), { recursive: true });
    await writeFile(join(folder, 'abandoned'), 'x');
    await writeFile(join(folder, 'alive'), 'x');
    await symlink('/etc/passwd', join(folder, 'link'));
    const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000);
    await utimes(join(folder, 'abandoned'), hours(25), hours(25));
    await utimes(join(folder, 'alive'), hours(23), hours(23));
    await utimes(join(folder, 'folder'), hours(99), hours(99));
    await openStore(path);
    expect((await readdir(folder)).sort()).to.deep.equal(['alive', 'folder', 'link']);
  });

  it("fails with the body's own error when that says what is wrong, and names it as the cause when not", async () => {
    const store = await openStore(await temporaryFolder());
    const broken = (error: Error): Readable => {
      const body = new Readable({ read: () => body.destroy(error) });
      return body;
    };
    const known = new HatcheryError('HTTP_BODY', 'cut');
    const foreign = Object.assign(new Error('the reader may not'), { code: 'EACCES' });
    expect(await errorOf(store.create('a', broken(known), { contentType: 'text/plain', signal }))).to.equal(known);
    const error = await errorOf(store.create('a', broken(foreign), { contentType: 'text/plain', signal }));
    expect(error).to.include({ code: 'DESTINATION_FAILED', cause: foreign });
    expect(error.message).to.equal('The bytes to write broke off: the reader may not');
  });

  it('ends an aborted write as cancelled, or with the reason where that is an error of ours', async () => {
    const store = await openStore(await temporaryFolder());
    const late = new HatcheryError('STREAM_TIMEOUT', 'late');
    const aborted = (reason?: unknown): Promise<unknown> =>
      create(store, 'a', 'x', { signal: AbortSignal.abort(reason) });
    expect(await errorOf(aborted())).to.have.property('code', 'CANCELLED');
    expect(await errorOf(aborted(late))).to.equal(late);
  });

  it('refuses what are no bytes, without an end to the process', async () => {
    const store = await openStore(await temporaryFolder());
    for (const item of [1, {}, true]) {
      const error = await errorOf(store.create('a', Readable.from([item]), { contentType: 'text/plain', signal }));
      expect(error).to.have.property('code', 'DESTINATION_FAILED');
    }
    expect(await store.stat('a')).to.equal(undefined);
  });

  it('writes texts as UTF-8', async () => {
    const store = await openStore(await temporaryFolder());
    await store.create('a', Readable.from(['é', '😀']), { contentType: 'text/plain', signal, size: 6 });
    expect((await store.stat('a'))?.size).to.equal(6);
  });
});
