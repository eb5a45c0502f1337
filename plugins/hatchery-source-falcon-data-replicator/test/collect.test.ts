import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LedgerEntry } from '@hatchery/engine';
import { awsFaults, faults, inMemory, MemoryStore, s3Operation, sqsOperation } from '@hatchery/testkit';
import { expect } from 'chai';
import { bucket, dataPath, eventFile, fdrFeed, uuid } from './support/fdr-feed.ts';
import { harnessFor, landedIds, landedNames, minutesLater, now } from './support/run-feed.ts';

const slugOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 8);

function ledgerIn(store: MemoryStore): LedgerEntry[] {
  const entries = [...store.objects].filter(([name]) => name.startsWith('_hatchery/ledger/'));
  return entries
    .map(([, bytes]) => JSON.parse(bytes.toString()) as LedgerEntry)
    .sort((a, b) => a.sequence - b.sequence);
}

describe('fdr: collecting', () => {
  it('lands each file of a message as it is stored, under a name of its own, and deletes the message', async () => {
    await using feed = await fdrFeed();
    const files = [0, 1, 2].map((part) => eventFile(dataPath(1, part), `a${part}`, `b${part}`));
    await feed.publish(files);
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 3 });
    const landed = new Map((await harness.landed()).map(({ name, bytes }) => [name, bytes]));
    expect([...landed.keys()]).to.have.length(3);
    for (const { path, bytes } of files) {
      const name = `data/2026/03/01/11/20260301T115530_${slugOf(path)}_0000.jsonl.gz`;
      expect(landed.get(name)?.equals(bytes), name).to.equal(true);
    }
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });

  it('writes down where each object came from', async () => {
    await using feed = await fdrFeed();
    const store = new MemoryStore();
    const file = eventFile(`0123/fdrv2/userinfo/${uuid(1)}/part 0é.gz`, 'a');
    await feed.publish([file]);
    await harnessFor(feed, {}, {}, { destination: inMemory(store) }).run({ now });
    const [object] = ledgerIn(store).flatMap(({ objects }) => objects);
    expect(object?.name).to.match(/^fdrv2_userinfo\//);
    expect(object?.request).to.deep.include({
      method: 'GET',
      url: `s3://${bucket}/0123/fdrv2/userinfo/${uuid(1)}/part%200%C3%A9.gz`,
      status: 200,
      etag: `"${createHash('md5').update(file.bytes).digest('hex')}"`,
      retries: 0,
    });
    expect(object?.request?.requestId).to.be.a('string');
  });

  for (const compress of ['gzip', 'zstd'] as const) {
    it(`does not compress gzip files once more when the stream is to be compressed with ${compress}`, async () => {
      await using feed = await fdrFeed();
      const file = eventFile(dataPath(1), 'a');
      await feed.publish([file]);
      const harness = harnessFor(feed, {}, { compress });
      await harness.run({ now });
      const [object] = await harness.landed();
      expect(object?.name).to.match(/_0000\.jsonl\.gz$/);
      expect(object?.bytes.equals(file.bytes)).to.equal(true);
    });
  }

  it('takes gzip files apart if asked to, under the names of the original', async () => {
    await using feed = await fdrFeed();
    const members = Buffer.concat([gzipSync('{"id":"a"}\n'), gzipSync('{"id":"b"}\n')]);
    await feed.publish([{ path: dataPath(1), bytes: members }]);
    await feed.publish([{ path: '0123/other/plain.json', bytes: Buffer.from('{"id":"c"}\n{"id":"d"}\n') }]);
    const harness = harnessFor(feed, { decompress: true });
    await harness.run({ now });
    const landed = (await harness.landed()).map(({ name, bytes }) => [name, bytes.toString()]);
    expect(landed).to.have.deep.members([
      [`data/2026/03/01/11/20260301T115530_${slugOf(dataPath(1))}_0000.jsonl`, '{"id":"a"}\n{"id":"b"}\n'],
      [
        `unknown/2026/03/01/11/20260301T115530_${slugOf('0123/other/plain.json')}_0000.jsonl`,
        '{"id":"c"}\n{"id":"d"}\n',
      ],
    ]);
    const again = harnessFor(feed, { decompress: true }, { compress: 'gzip' });
    await feed.publish([{ path: dataPath(1), bytes: members }]);
    await again.run({ now });
    const [object] = await again.landed();
    expect(object?.name).to.match(/\.jsonl\.gz$/);
    expect(gunzipSync(object?.bytes ?? '').toString()).to.equal('{"id":"a"}\n{"id":"b"}\n');
  });

  it('lands empty files, and nothing of a message without files', async () => {
    await using feed = await fdrFeed();
    await feed.publish([{ path: dataPath(1), bytes: Buffer.alloc(0) }]);
    await feed.publish([]);
    const harness = harnessFor(feed);
    expect((await harness.run({ now })).report).to.include({ status: 'completed', objectCount: 1 });
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });

  it('fetches as many files at once as it may, and no more', async () => {
    await using feed = await fdrFeed();
    for (const batch of [1, 2, 3]) {
      await feed.publish([0, 1, 2].map((part) => eventFile(dataPath(batch, part), `${batch}-${part}`)));
    }
    const together = Promise.withResolvers<void>();
    let [active, most] = [0, 0];
    feed.inject(
      async (exchange) => {
        active += 1;
        most = Math.max(most, active);
        if (active === 4) together.resolve();
        await together.promise;
        const reply = await exchange.answer();
        active -= 1;
        await exchange.send(reply);
      },
      { when: (request) => s3Operation(request) === 'GetObject', times: Number.POSITIVE_INFINITY },
    );
    const { report } = await harnessFor(feed).run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 9 });
    expect(most).to.equal(4);
  });

  it('takes as many messages as it may, and leaves the others alone', async () => {
    await using feed = await fdrFeed();
    for (const batch of [1, 2, 3, 4, 5]) await feed.publish([eventFile(dataPath(batch), `${batch}`)]);
    const harness = harnessFor(feed, { maxMessages: 2 });
    expect((await harness.run({ now })).report).to.include({ status: 'completed', objectCount: 2 });
    expect(await feed.size()).to.deep.equal({ visible: 3, received: 0 });
    await harness.run({ now: minutesLater(5) });
    await harness.run({ now: minutesLater(10) });
    expect(await landedIds(harness)).to.deep.equal(['1', '2', '3', '4', '5']);
  });

  it('ends although the queue goes on filling', async () => {
    await using feed = await fdrFeed();
    await feed.publish([eventFile(dataPath(0), '0')]);
    let sent = 0;
    const fill = faults.observe(async () => {
      sent += 1;
      await feed.publish([eventFile(dataPath(sent), `${sent}`)]);
    });
    feed.inject(fill, { when: (request) => sqsOperation(request) === 'ReceiveMessage', times: 50 });
    const { report } = await harnessFor(feed).run({ now });
    expect(report.status).to.equal('completed');
    expect(sent).to.be.below(4);
  });

  it('lands and counts nothing twice when a message is there twice, in one run and in two', async () => {
    await using feed = await fdrFeed();
    const message = await feed.publish([0, 1].map((part) => eventFile(dataPath(1, part), `${part}`)));
    await feed.send(JSON.stringify(message));
    const store = new MemoryStore();
    const harness = harnessFor(feed, {}, {}, { destination: inMemory(store) });
    const first = await harness.run({ now });
    expect(first.report).to.include({ status: 'completed', objectCount: 2 });
    const names = await landedNames(harness);
    expect(names).to.have.length(2);
    await feed.send(JSON.stringify(message));
    const again = await harness.run({ now: minutesLater(10) });
    expect(again.report).to.include({ status: 'completed', objectCount: 0, bytes: 0 });
    expect(await landedNames(harness)).to.deep.equal(names);
    const counted = ledgerIn(store).flatMap(({ objects }) => objects.map(({ name }) => name));
    expect(counted).to.have.members(names);
    expect(ledgerIn(store).at(-1)?.totals.objects).to.equal(2);
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });

  it('counts a file once that a message names twice, also if the store answers late who was there first', async () => {
    await using feed = await fdrFeed();
    const file = eventFile(dataPath(1), 'a');
    await feed.publish([file, file]);
    const counted = Promise.withResolvers<void>();
    let entries = 0;
    class LateStore extends MemoryStore {
      override async create(...[name, body, options]: Parameters<MemoryStore['create']>) {
        const stored = await super.create(name, body, options);
        if (!name.startsWith('_hatchery/')) await counted.promise;
        else if (++entries === 2) counted.resolve();
        return stored;
      }
    }
    const store = new LateStore();
    const { report } = await harnessFor(feed, {}, {}, { destination: inMemory(store) }).run({ now });
    expect(report).to.include({ status: 'completed', objectCount: 1 });
    expect(ledgerIn(store).at(-1)?.totals.objects).to.equal(1);
  });

  it('deletes a message whose deletion was not answered, and lands nothing twice', async () => {
    await using feed = await fdrFeed();
    await feed.publish([eventFile(dataPath(1), 'a')]);
    feed.inject(awsFaults.lostAnswer(), { when: (request) => sqsOperation(request) === 'DeleteMessage' });
    const harness = harnessFor(feed);
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
    expect(await landedIds(harness)).to.deep.equal(['a']);
  });

  it('counts once what lies there already when a message comes again that could not be deleted', async () => {
    await using feed = await fdrFeed();
    await feed.publish([eventFile(dataPath(1), 'a'), eventFile(dataPath(1, 1), 'b')]);
    feed.inject(faults.status(500), { when: (request) => sqsOperation(request) === 'DeleteMessage', times: 99 });
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', objectCount: 2 });
    expect(report.error).to.include({ code: 'HTTP_STATUS' });
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
    feed.heal();
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await landedIds(harness)).to.deep.equal(['a', 'b']);
    expect(await harness.committed()).to.have.length(2);
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });

  it('shares a queue with other consumers: each message is landed by one of them', async () => {
    await using feed = await fdrFeed();
    const all = Array.from({ length: 25 }, (_none, batch) => `${batch}`);
    for (const id of all) await feed.publish([eventFile(dataPath(Number(id)), id)]);
    const harnesses = [1, 2, 3].map((n) => harnessFor(feed, {}, { id: `consumer-${n}` }));
    const runs = await Promise.all(harnesses.map((harness) => harness.run({ now })));
    expect(runs.map(({ report }) => report.status)).to.deep.equal(['completed', 'completed', 'completed']);
    const ids = (await Promise.all(harnesses.map(landedIds))).flat();
    expect(ids.sort()).to.deep.equal(all.sort());
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });

  it('loses nothing and lands nothing twice when two runs of one stream overlap', async () => {
    await using feed = await fdrFeed();
    const all = Array.from({ length: 15 }, (_none, batch) => `${batch}`);
    for (const id of all) await feed.publish([eventFile(dataPath(Number(id)), id)]);
    const destination = inMemory(new MemoryStore());
    const harness = harnessFor(feed, {}, {}, { destination });
    await Promise.all([harness.run({ now }), harness.run({ now })]);
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await landedIds(harness)).to.deep.equal(all.sort());
    expect(await harness.committed()).to.have.length(15);
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });
});
