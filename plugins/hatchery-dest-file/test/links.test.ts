import { link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ObjectStore } from '@hatchery/core';
import { expect } from 'chai';
import { create, errorOf, namesIn } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';
import { removeTemporaryFolders, temporaryFolder } from './fixtures/temporary-folder.ts';

describe('hatchery-dest-file and what lies in its folder', () => {
  let outside: string;
  let path: string;
  let store: ObjectStore;

  beforeEach(async () => {
    outside = await temporaryFolder();
    path = await temporaryFolder();
    await writeFile(join(outside, 'secret'), 'not yours');
    store = await openStore(path);
    await create(store, 'inside/kept', 'kept');
  });
  after(removeTemporaryFolders);

  for (const [kind, make] of [
    ['a link to a folder outside', () => symlink(outside, join(path, 'link'))],
    ['a relative link to a folder outside', () => symlink('../'.repeat(20) + outside.slice(1), join(path, 'link'))],
    ['a link to a folder inside', () => symlink(join(path, 'inside'), join(path, 'link'))],
    [
      'a link to a link',
      async () => {
        await symlink(outside, join(path, 'other'));
        await symlink('other', join(path, 'link'));
      },
    ],
  ] as const) {
    it(`refuses names that pass through ${kind}`, async () => {
      await make();
      for (const name of ['link/secret', 'link/kept', 'link/new', 'link/new/deep/er']) {
        expect(await errorOf(create(store, name)), name).to.have.property('code', 'OBJECT_NAME_REFUSED');
        expect(['OBJECT_NAME_REFUSED', 'DESTINATION_FAILED']).to.include((await errorOf(store.read(name))).code);
        expect(await store.stat(name).catch((error: unknown) => (error as { code: string }).code)).to.be.oneOf([
          undefined,
          'OBJECT_NAME_REFUSED',
        ]);
        await store.remove?.(name).catch(() => {});
      }
      expect(await readdir(outside)).to.deep.equal(['secret']);
      expect(await readFile(join(outside, 'secret'), 'utf8')).to.equal('not yours');
      expect(await namesIn(store)).to.deep.equal(['inside/kept']);
      expect(await namesIn(store, 'link')).to.deep.equal([]);
    });
  }

  for (const [kind, target] of [
    ['a file outside', () => join(outside, 'secret')],
    ['nothing', () => join(outside, 'made-through-a-link')],
    ['itself', () => 'name'],
  ] as const) {
    it(`refuses a name that is a link to ${kind}`, async () => {
      await symlink(target(), join(path, 'name'));
      expect(await errorOf(create(store, 'name'))).to.have.property('code', 'OBJECT_NAME_REFUSED');
      expect(await errorOf(store.read('name'))).to.have.property('code', 'OBJECT_NAME_REFUSED');
      expect(await errorOf(store.stat('name'))).to.have.property('code', 'OBJECT_NAME_REFUSED');
      expect(await errorOf(store.remove!('name'))).to.have.property('code', 'OBJECT_NAME_REFUSED');
      expect(await readdir(outside)).to.deep.equal(['secret']);
      expect(await readFile(join(outside, 'secret'), 'utf8')).to.equal('not yours');
    });
  }

  it('is not led out by a link that takes the place of its temporary folder, or of the root', async () => {
    const other = await temporaryFolder();
    await mkdir(join(other, '_hatchery'));
    await symlink(outside, join(other, '_hatchery/tmp'));
    expect(await errorOf(create(await openStore(other), 'name'))).to.have.property('code', 'OBJECT_NAME_REFUSED');
    expect(await readdir(outside)).to.deep.equal(['secret']);
  });

  it('takes a root that is given through a link', async () => {
    const through = join(await temporaryFolder(), 'logs');
    await symlink(path, through);
    const same = await openStore(join(through, 'not-yet'));
    await create(same, 'a/b', 'here');
    expect(await readFile(join(path, 'not-yet/a/b'), 'utf8')).to.equal('here');
    expect(await namesIn(same)).to.deep.equal(['a/b']);
  });

  it('says that a file cannot be a folder, nor a folder a file, before it reads the body', async () => {
    for (const name of ['inside/kept/more', 'inside/kept/more/deep', 'inside']) {
      let read = 0;
      const body = Readable.from(
        (function* () {
          read++;
          yield Buffer.from('x');
        })(),
      );
      const error = await errorOf(
        store.create(name, body, { contentType: 'text/plain', signal: new AbortController().signal }),
      );
      expect(error).to.include({ code: 'DESTINATION_FAILED' });
      expect(error.message).to.match(/a file lies where a folder is needed|a folder has this name/);
      expect(read).to.equal(0);
    }
    expect(await namesIn(store)).to.deep.equal(['inside/kept']);
  });

  it('shows files that others put there, but nothing that is no plain file, nor its own temporary ones', async () => {
    execFileSync('mkfifo', [join(path, 'pipe')]);
    await symlink(join(outside, 'secret'), join(path, 'link'));
    await mkdir(join(path, 'empty/folder'), { recursive: true });
    await mkdir(join(path, '_hatchery/tmp/folder'), { recursive: true });
    await writeFile(join(path, '_hatchery/tmp/leftover'), 'x');
    await writeFile(join(path, '_hatchery/tmp/folder/leftover'), 'x');
    await writeFile(join(path, '_hatchery/tmp-not'), 'x');
    await link(join(path, 'inside/kept'), join(path, 'inside/twin'));
    await writeFile(Buffer.concat([Buffer.from(`${path}/bad-utf8-`), Buffer.from([0xff, 0xfe])]), 'x');
    expect(await namesIn(store)).to.deep.equal(['_hatchery/tmp-not', 'inside/kept', 'inside/twin']);
    expect(await namesIn(store, '_hatchery/tmp/')).to.deep.equal([]);
    expect(await store.stat('pipe')).to.equal(undefined);
    expect(await errorOf(store.read('pipe'))).to.have.property('code', 'DESTINATION_FAILED');
  });

  it('keeps its temporary folder to itself', async () => {
    for (const name of ['_hatchery/tmp', '_hatchery/tmp/a', '_hatchery/tmp/a/b']) {
      expect(await errorOf(create(store, name)), name).to.have.property('code', 'OBJECT_NAME_REFUSED');
    }
    await create(store, '_hatchery/ledger/1');
    await create(store, '_hatchery/tmp-not');
  });
});
