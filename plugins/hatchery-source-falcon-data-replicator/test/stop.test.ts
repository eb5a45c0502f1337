import { faults, inMemory, MemoryStore, s3Operation, sqsOperation } from '@hatchery/testkit';
import { expect } from 'chai';
import { dataPath, eventFile, fdrFeed } from './support/fdr-feed.ts';
import { harnessFor, landedIds, now } from './support/run-feed.ts';

type Request = Parameters<typeof s3Operation>[0];
const isFile = (request: Request): boolean => s3Operation(request) === 'GetObject';
const isReceive = (request: Request): boolean => sqsOperation(request) === 'ReceiveMessage';

describe('fdr: told to stop', () => {
  it('leaves nothing of a file in the middle, and gives its message back at once', async () => {
    await using feed = await fdrFeed();
    const stop = new AbortController();
    await feed.publish([
      eventFile(dataPath(1), 'a'),
      { path: dataPath(1, 1), bytes: Buffer.alloc(500_000, '{"id":"b"}\n') },
    ]);
    feed.inject(
      async (exchange) => {
        await faults.hang('body')(exchange);
        setImmediate(() => stop.abort());
      },
      { when: (request) => isFile(request) && request.path.endsWith('part-00001.gz') },
    );
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now, signal: stop.signal });
    expect(report.status).to.equal('cancelled');
    expect((await harness.landed()).every(({ name }) => !name.includes('part-00001'))).to.equal(true);
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
    feed.heal();
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await harness.landed()).to.have.length(2);
    expect(await harness.committed()).to.have.length(2);
  });

  it('waits for the messages that are on their way, and gives them back', async () => {
    await using feed = await fdrFeed();
    const stop = new AbortController();
    await feed.publish([eventFile(dataPath(1), 'a')]);
    feed.inject(
      faults.observe(() => stop.abort()),
      { when: isReceive },
    );
    const harness = harnessFor(feed);
    expect((await harness.run({ now, signal: stop.signal })).report.status).to.equal('cancelled');
    expect(feed.log.some(({ request }) => isFile(request))).to.equal(false);
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
  });

  it('does not wait to the end of a long poll', async () => {
    await using feed = await fdrFeed();
    const stop = new AbortController();
    feed.inject(
      async (exchange) => {
        const answering = exchange.answer();
        stop.abort();
        await exchange.send(await answering);
      },
      { when: isReceive },
    );
    const begun = performance.now();
    const { report } = await harnessFor(feed, { wait: '20s' }).run({ now, signal: stop.signal });
    expect(report.status).to.equal('cancelled');
    expect(performance.now() - begun).to.be.below(15_000);
  });

  it('deletes a message whose files are all durable', async () => {
    await using feed = await fdrFeed();
    const stop = new AbortController();
    await feed.publish([eventFile(dataPath(1), 'a')]);
    feed.inject(
      faults.observe(() => stop.abort()),
      { when: (request) => sqsOperation(request) === 'DeleteMessage' },
    );
    const harness = harnessFor(feed);
    await harness.run({ now, signal: stop.signal });
    expect(await landedIds(harness)).to.deep.equal(['a']);
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });

  it('takes no more messages when the destination fails, and gives all back', async () => {
    await using feed = await fdrFeed();
    for (let n = 0; n < 30; n += 1) await feed.publish([eventFile(dataPath(n), `${n}`)]);
    const store = new MemoryStore();
    store.crash({ at: 3, when: 'before' });
    const harness = harnessFor(feed, {}, {}, { destination: inMemory(store) });
    const { report } = await harness.run({ now });
    expect(report.error).to.include({ code: 'DESTINATION_FAILED' });
    expect(feed.log.filter(({ request }) => isReceive(request))).to.have.length(1);
    store.revive();
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await landedIds(harness)).to.have.length(30);
    expect(await harness.committed()).to.have.length(30);
    expect(await feed.size()).to.deep.equal({ visible: 0, received: 0 });
  });
});
