import fs, { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineSource, z } from '@hatchery/core';
import { run, type Stream } from '@hatchery/engine';
import { expect } from 'chai';
import file from 'hatchery-dest-file';

const noOptions = z.strictObject({});

function streamTo(path: string): Stream {
  const { definition } = defineSource({ config: noOptions, async collect() {} });
  return {
    id: 'long',
    tags: [],
    source: { plugin: { name: 'idle' }, definition, config: {} },
    destination: {
      plugin: { name: 'hatchery-dest-file' },
      definition: file.definition,
      config: file.definition.config.parse({ path }),
      directory: path,
    },
  };
}

/** Counts what `work` reads of folders: calls, and names in the answers. */
async function foldersRead(work: () => Promise<unknown>): Promise<{ calls: number; names: number }> {
  const { readdir } = fs.promises;
  const counts = { calls: 0, names: 0 };
  const counting = async (...args: Parameters<typeof readdir>) => {
    const names = await readdir(...args);
    counts.calls += 1;
    counts.names += names.length;
    return names;
  };
  Object.assign(fs.promises, { readdir: counting });
  syncBuiltinESMExports();
  try {
    await work();
    return counts;
  } finally {
    Object.assign(fs.promises, { readdir });
    syncBuiltinESMExports();
  }
}

describe('a ledger of 1,000,000 entries on a disk', () => {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'hatchery-ledger-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  it('is found by reading the folder of one entry, and those above it', async () => {
    const now = new Date('2026-03-04T12:00:00Z');
    const commits = join(path, '_hatchery/ledger/long/commits');
    await run([streamTo(path)], { now });
    const newest = JSON.parse(await readFile(join(commits, '999/999/997-000000002.json'), 'utf8')) as object;
    // The older ones are there as far as a search might look at them: each folder is as full as it gets.
    for (let n = 0; n < 1000; n++) mkdirSync(join(commits, '999', String(n).padStart(3, '0')), { recursive: true });
    mkdirSync(join(commits, '998/999'), { recursive: true });
    const head = { ...newest, sequence: 1_000_000, previous: 'f'.repeat(64) };
    writeFileSync(join(commits, '998/999/999-001000000.json'), `${JSON.stringify(head)}\n`);

    const later = new Date('2026-03-04T13:00:00Z');
    const { calls, names } = await foldersRead(async () => {
      expect((await run([streamTo(path)], { now: later })).streams[0]).to.include({ status: 'completed' });
    });
    expect(calls).to.be.within(3, 6);
    expect(names).to.be.below(3_000);
    const next = await readFile(join(commits, '998/999/997-001000002.json'), 'utf8');
    expect(JSON.parse(next)).to.include({ sequence: 1_000_002, coveredUntil: later.toISOString() });
  });
});
