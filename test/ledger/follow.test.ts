import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { blocksOf } from '../support/markdown.ts';
import { entriesOf } from './entries-of.ts';
import { everyEntry } from './every-entry.ts';

/** Python is not needed to work on hatchery: where there is none, the example is tried elsewhere. */
function hasPython(): boolean {
  try {
    return execFileSync('python3', ['--version'], { encoding: 'utf8' }).startsWith('Python 3');
  } catch {
    return false;
  }
}

if (hasPython()) {
  describe('the example that follows a ledger, of docs/ledger.md', () => {
    let path: string;
    let script: string;
    const follow = async (): Promise<string> =>
      (await promisify(execFile)('python3', [script, join(path, 'data'), 'followed'])).stdout;

    beforeEach(async () => {
      path = await mkdtemp(join(tmpdir(), 'hatchery-follow-'));
      script = join(path, 'follow.py');
      const page = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8');
      await writeFile(script, blocksOf(page).find(({ title }) => title === 'follow.py')?.text ?? '');
      await everyEntry('followed', join(path, 'data'));
    });
    afterEach(() => rm(path, { recursive: true }));

    it('prints each object that counts, once, and no other', async () => {
      const lines = (await follow()).trimEnd().split('\n');
      const names = lines.map((line) => line.split(' ')[2] ?? '');
      for (const [index, name] of names.entries()) {
        const bytes = gunzipSync(await readFile(join(path, 'data', name)));
        expect(lines[index]).to.equal(`${createHash('sha256').update(bytes).digest('hex')} ${bytes.length} ${name}`);
      }
      const heads = entriesOf(join(path, 'data')).filter(
        ({ path: name }, index, all) => all.findLastIndex((other) => chainOf(other.path) === chainOf(name)) === index,
      );
      const total = heads.reduce((sum, { entry }) => sum + entry.totals.objects, 0);
      expect(new Set(names).size).to.equal(total).and.equal(names.length);
      const stored = (await readdir(join(path, 'data'), { recursive: true })).filter((name) => name.endsWith('.gz'));
      expect(stored.length, 'what broke off left objects that do not count').to.be.greaterThan(total);
    });

    it('notices a chain that was altered', async () => {
      const [oldest] = entriesOf(join(path, 'data'));
      const file = join(path, 'data/_hatchery/ledger', oldest?.path ?? '');
      await writeFile(file, (await readFile(file, 'utf8')).replace('{', '{ '));
      const failure: unknown = await follow().catch((error: unknown) => error);
      expect(String((failure as { stderr?: string }).stderr)).to.include('the chain is broken');
    });
  });
}

function chainOf(path: string): string {
  return path.split('/').slice(0, -3).join('/');
}
