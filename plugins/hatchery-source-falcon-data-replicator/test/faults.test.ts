import { inspect } from 'node:util';
import { awsFaults, faults, s3Operation, sqsOperation } from '@hatchery/testkit';
import { expect } from 'chai';
import { bucket, dataPath, eventFile, fdrFeed, type FeedFile, queue } from './support/fdr-feed.ts';
import { harnessFor, landedIds, now } from './support/run-feed.ts';

const isFile = { when: (request: Parameters<typeof s3Operation>[0]) => s3Operation(request) === 'GetObject' };
const good = eventFile(dataPath(1, 0), 'good');

describe('fdr: when something is wrong with a file', () => {
  const other = eventFile(dataPath(1, 1), 'other');
  const wrong: Record<string, [FeedFile, RegExp]> = {
    'its checksum differs': [{ ...other, checksum: '0'.repeat(32) }, /its? .*MD5 is [0-9a-f]{32}, and not 0{32}|MD5/],
    'its checksum differs, in capitals': [{ ...other, checksum: 'F'.repeat(32) }, /MD5/],
    'it is longer than its message says': [{ ...other, size: 3 }, /more than 3 bytes came/],
    'it is shorter than its message says': [{ ...other, size: 5_000 }, /of 5000 bytes came/],
    'it is longer, and empty it should be': [{ ...other, size: 0 }, /more than 0 bytes came/],
  };
  for (const [what, [file, message]] of Object.entries(wrong)) {
    it(`lands nothing of it when ${what}, lands the others, and keeps the message`, async () => {
      await using feed = await fdrFeed();
      await feed.publish([good, file]);
      const harness = harnessFor(feed);
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'failed', objectCount: 1 });
      expect(report.error).to.include({ code: 'SOURCE_FAILED' });
      expect(report.error?.message)
        .to.match(message)
        .and.include(`s3://${bucket}/${dataPath(1, 1)}`);
      expect(await landedIds(harness)).to.deep.equal(['good']);
      expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
    });
  }

  it('lands what differs from its message if it is not to compare', async () => {
    await using feed = await fdrFeed();
    await feed.publish([{ ...good, size: 1, checksum: '0'.repeat(32) }]);
    const harness = harnessFor(feed, { verify: false });
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await landedIds(harness)).to.deep.equal(['good']);
  });

  for (const checksum of ['', 'd41d8cd9', `${'a'.repeat(32)}-3`, 'not a checksum']) {
    it(`does not take "${checksum}" for a checksum`, async () => {
      await using feed = await fdrFeed();
      await feed.publish([{ ...good, checksum }]);
      expect((await harnessFor(feed).run({ now })).report.status).to.equal('completed');
    });
  }

  it('goes on with the other messages when a file is missing, and fails in the end', async () => {
    await using feed = await fdrFeed();
    await feed.publish([good, other]);
    feed.bucket(bucket).remove(dataPath(1, 1));
    await feed.publish([eventFile(dataPath(2), 'next')]);
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now });
    expect(report.error?.message).to.include('there is no such file').and.include(dataPath(1, 1));
    expect(report.error?.hint).to.include('7 days');
    expect(report.retries).to.equal(0);
    expect(await landedIds(harness)).to.deep.equal(['good', 'next']);
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
    feed.store(dataPath(1, 1), other.bytes);
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await landedIds(harness)).to.deep.equal(['good', 'next', 'other']);
    expect(await harness.committed()).to.have.length(3);
  });

  it('says that a file is no gzip file when it cannot take it apart', async () => {
    await using feed = await fdrFeed();
    const cut = good.bytes.subarray(0, -4);
    await feed.publish([{ path: dataPath(1), bytes: Buffer.from('plain') }]);
    await feed.publish([{ path: dataPath(2), bytes: cut }]);
    const harness = harnessFor(feed, { decompress: true });
    const { report } = await harness.run({ now });
    expect(report).to.include({ status: 'failed', objectCount: 0 });
    expect(report.error?.message).to.include('is no whole gzip file: incorrect header check');
    expect(report.error?.message).to.include('is no whole gzip file: unexpected end of file');
    expect(await feed.size()).to.deep.equal({ visible: 2, received: 0 });
  });

  const passing = {
    'answers 503': awsFaults.refuse('ServiceUnavailable'),
    'asks to slow down': awsFaults.refuse('SlowDown'),
    'resets the connection in the middle': faults.reset('body'),
    'ends too early': faults.truncate(),
    'falls silent in the middle': faults.hang('body'),
  };
  for (const [what, fault] of Object.entries(passing)) {
    it(`fetches a file again, as a whole, when S3 ${what}`, async () => {
      await using feed = await fdrFeed();
      const large = { path: dataPath(1), bytes: Buffer.alloc(3_000_000, 'a line\n') };
      await feed.publish([large]);
      feed.inject(fault, { ...isFile, times: 2 });
      const harness = harnessFor(feed, { idleTimeout: '300ms' });
      const { report } = await harness.run({ now });
      expect(report).to.include({ status: 'completed', retries: 2 });
      const [object, ...others] = await harness.landed();
      expect(others).to.deep.equal([]);
      expect(object?.bytes.equals(large.bytes)).to.equal(true);
    });
  }

  it('keeps the message when S3 goes on resetting the connection', async () => {
    await using feed = await fdrFeed();
    await feed.publish([good]);
    feed.inject(faults.reset('body'), { ...isFile, times: 99 });
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now });
    expect(report.error).to.include({ code: 'NETWORK', transient: true });
    expect(await harness.landed()).to.deep.equal([]);
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
  });
});

describe('fdr: when something is wrong with a message', () => {
  const bodies: Record<string, [string, RegExp]> = {
    'is not JSON': ['%PDF-1.4', /it is not JSON/],
    'is empty JSON': ['{}', /bucket/],
    'is null': ['null', /expected object/],
    'is a list': ['[]', /expected object/],
    'has no files': [JSON.stringify({ bucket, timestamp: 1 }), /files/],
    'has none of its files': [JSON.stringify({ bucket, timestamp: 1, fileCount: 2, files: [] }), /none of its 2 files/],
    'has a file without a path': [JSON.stringify({ bucket, timestamp: 1, files: [{ size: 1 }] }), /path/],
    'has a size that is none': [JSON.stringify({ bucket, timestamp: 1, files: [{ path: 'a', size: -1 }] }), /size/],
    'has an empty bucket': [JSON.stringify({ bucket: '', timestamp: 1, files: [] }), /bucket/],
    'has a time that is none': [JSON.stringify({ bucket, timestamp: 'noon', files: [] }), /timestamp|Invalid/],
    "is S3's own": [JSON.stringify({ Records: [{ s3: { bucket: { name: bucket } } }] }), /bucket/],
  };
  for (const [what, [body, why]] of Object.entries(bodies)) {
    it(`leaves it in the queue when it ${what}, goes on, and fails in the end`, async () => {
      await using feed = await fdrFeed();
      await feed.send(body);
      await feed.publish([good]);
      const harness = harnessFor(feed);
      const { report, events } = await harness.run({ now });
      expect(report).to.include({ status: 'failed', objectCount: 1 });
      expect(report.error).to.include({ code: 'SOURCE_FAILED' });
      expect(report.error?.message).to.match(why).and.include('not one of the Falcon Data Replicator');
      expect(JSON.stringify(events)).to.include('A message stays in the queue');
      expect(await landedIds(harness)).to.deep.equal(['good']);
      expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
    });
  }

  it('quotes nothing of a message, which may hold the half of a secret, in logs and errors', async () => {
    await using feed = await fdrFeed();
    await feed.send(`x ${feed.secretAccessKey}`);
    const { report, events } = await harnessFor(feed).run({ now });
    expect(report.error?.message).to.include('it is not JSON');
    expect(inspect([report.error, events], { depth: 10 })).not.to.include(`x ${feed.secretAccessKey.slice(0, 3)}`);
  });

  it('takes what it does not need as it comes', async () => {
    await using feed = await fdrFeed();
    const fileCount = 40;
    await feed.publish([good], { fileCount, cid: null, totalSize: 'many', pathPrefix: 7, more: { than: 'known' } });
    await feed.publish([eventFile(dataPath(2), 'string')], { timestamp: '1772366130250' });
    await feed.publish([eventFile(dataPath(3), 'sent')], { timestamp: undefined });
    const harness = harnessFor(feed);
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await landedIds(harness)).to.deep.equal(['good', 'sent', 'string']);
  });

  it('tells all that is wrong, each once', async () => {
    await using feed = await fdrFeed();
    for (const n of [1, 2, 3]) await feed.send(`nothing ${n}`);
    for (let n = 0; n < 8; n += 1)
      await feed.send(JSON.stringify({ bucket, timestamp: 1, files: [{ path: `x/${n}.gz` }] }));
    const { report, events } = await harnessFor(feed).run({ now });
    expect(events.filter((event) => JSON.stringify(event).includes('A message stays in the queue'))).to.have.length(11);
    expect(report.error?.message.match(/it is not JSON/g)).to.have.length(1);
    expect(report.error?.message.match(/there is no such file/g)).to.have.length(4);
    expect(report.error?.message).to.include('And 4 more');
    expect(report.error?.context).to.include({ failures: 11 });
  });

  it('ends when only copies of a message come that it could not keep hidden', async () => {
    await using feed = await fdrFeed();
    await feed.send('nothing');
    let received = 0;
    const show = faults.observe(async () => {
      received += 1;
      await feed.showMessages(queue);
    });
    feed.inject(show, { when: (request) => sqsOperation(request) === 'ReceiveMessage', times: 50 });
    const { report } = await harnessFor(feed).run({ now });
    expect(report.error?.message).to.include('it is not JSON');
    expect(received).to.be.below(4);
  });

  it('takes no more messages when a hundred have failed', async () => {
    await using feed = await fdrFeed();
    for (let n = 0; n < 125; n += 1) await feed.send('nothing');
    const { report } = await harnessFor(feed).run({ now });
    expect(report.status).to.equal('failed');
    const received = feed.log.filter(({ request }) => sqsOperation(request) === 'ReceiveMessage');
    expect(received).to.have.length(10);
    expect(await feed.size()).to.deep.equal({ visible: 125, received: 0 });
  });

  it('lets a message end up in the dead-letter queue that fails again and again', async () => {
    await using feed = await fdrFeed();
    await feed.createQueue('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:eu-central-1:000000000000:dead';
    const queueUrl = await feed.createQueue('strict', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
    });
    await feed.sendMessage('strict', 'nothing');
    const harness = harnessFor(feed, { queueUrl });
    for (let run = 1; run <= 3; run += 1) expect((await harness.run({ now })).report.status).to.equal('failed');
    expect((await harness.run({ now })).report.status).to.equal('completed');
    expect(await feed.queueSize('strict')).to.deep.equal({ visible: 0, received: 0 });
    expect(await feed.queueSize('dead')).to.deep.equal({ visible: 1, received: 0 });
  });

  it('fetches files of any name', async () => {
    await using feed = await fdrFeed();
    const paths = [' /..a/ ', 'a//b/c.gz', '日志/🐣.gz', 'a b+c%20d?e#f.gz', `${'k'.repeat(1_000)}/part.gz`];
    await feed.publish(paths.map((path, n) => eventFile(path, `${n}`)));
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now });
    expect(report.error).to.equal(undefined);
    expect(await landedIds(harness)).to.deep.equal(['0', '1', '2', '3', '4']);
  });
});
