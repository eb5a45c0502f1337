import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { explainFailure } from '../src/explain-failure.ts';
import { create, errorOf, namesIn } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';
import { removeTemporaryFolders, temporaryFolder } from './fixtures/temporary-folder.ts';

const writer = fileURLToPath(new URL('./fixtures/write-large-object.ts', import.meta.url));

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: it went wrong`), { code, syscall });
}

describe('hatchery-dest-file and a disk that fails', () => {
  after(removeTemporaryFolders);

  it('leaves nothing when the disk takes a part only, and says why', async () => {
    const path = await temporaryFolder();
    // A limit on the size of files cuts a write in the middle, as a full disk does, and needs no rights.
    const script = 'ulimit -f 2048; exec "$@"';
    const run = promisify(execFile)('bash', [
      '-c',
      script,
      'bash',
      process.execPath,
      ...process.execArgv,
      writer,
      path,
    ]);
    const { stdout } = await run;
    expect(JSON.parse(stdout)).to.deep.include({ code: 'DESTINATION_FAILED', cause: 'EFBIG' });
    const store = await openStore(path);
    expect(await namesIn(store)).to.deep.equal(['small']);
    expect(await readdir(join(path, '_hatchery/tmp'))).to.deep.equal([]);
  });

  it('says so when it may not write', async () => {
    // The kernel's own file systems take no files from anyone.
    const store = await openStore('/sys/hatchery-test');
    const error = await errorOf(create(store, 'a'));
    expect(error).to.have.property('code', 'DESTINATION_FAILED');
    expect(error.message).to.match(/no permission|read-only/);
    expect(error.hint).to.be.a('string');
    expect(await store.stat('a')).to.equal(undefined);
  });

  for (const [code, syscall, says] of [
    ['ENOSPC', 'write', /the disk is full/],
    ['ENOSPC', 'fsync', /the disk is full/],
    ['EDQUOT', 'write', /quota/],
    ['EROFS', 'mkdir', /read-only/],
    ['EACCES', 'open', /no permission/],
    ['EPERM', 'open', /no permission/],
    ['EPERM', 'link', /no hard links/],
    ['ENOTSUP', 'link', /no hard links/],
    ['EXDEV', 'link', /another file system is mounted/],
    ['EMFILE', 'open', /too many files/],
    ['EIO', 'fsync', /the disk reports an error/],
    ['EWHATEVER', 'open', /EWHATEVER: it went wrong/],
  ] as const) {
    it(`explains ${code} of ${syscall}`, () => {
      const cause = systemError(code, syscall);
      const error = explainFailure(cause, 'write the object "a"');
      expect(error).to.include({ code: 'DESTINATION_FAILED', cause });
      expect(error.message)
        .to.match(/^Could not write the object "a": /)
        .and.match(says);
    });
  }
});
