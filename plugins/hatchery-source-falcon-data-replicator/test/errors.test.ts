import { inspect } from 'node:util';
import { redact } from '@hatchery/core';
import { awsFaults, faults, ManualClock, s3Operation, sqsOperation, withAwsEnvironment } from '@hatchery/testkit';
import { expect } from 'chai';
import { dataPath, eventFile, fdrFeed, type FdrOptions } from './support/fdr-feed.ts';
import { harnessFor, landedIds, now } from './support/run-feed.ts';

const noKeys = { accessKeyId: undefined, secretAccessKey: undefined };
const keysOf = (feed: { accessKeyId: string; secretAccessKey: string }): Record<string, string> => ({
  AWS_ACCESS_KEY_ID: feed.accessKeyId,
  AWS_SECRET_ACCESS_KEY: feed.secretAccessKey,
});

/** SQS's refusal of one operation. */
function refusal(code: string, status = 400) {
  const body = JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: `${code}, on purpose` });
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': `${code};Sender` };
  return faults.status(status, { headers, body });
}

describe('fdr: what is wrong with the feed', () => {
  const cases: [string, (queueUrl: string) => Partial<FdrOptions>, string, RegExp, RegExp][] = [
    ['a queue that is missing', (url) => ({ queueUrl: `${url}x` }), 'SOURCE_FAILED', /no such queue/, /queueUrl/],
    [
      'an unknown access key',
      () => ({ accessKeyId: 'AKIAUNKNOWN' }),
      'UNAUTHORIZED',
      /does not know/,
      /Falcon console/,
    ],
    ['a wrong secret', () => ({ secretAccessKey: 'x'.repeat(20) }), 'UNAUTHORIZED', /another one/, /Falcon console/],
    ['another region', () => ({ region: 'us-east-1' }), 'UNAUTHORIZED', /does not know/, /region/],
  ];
  for (const [what, options, code, because, hint] of cases) {
    it(`says what is wrong with ${what}, in a run and in a check`, async () => {
      await using feed = await fdrFeed();
      await feed.publish([eventFile(dataPath(1), 'a')]);
      const harness = harnessFor(feed, options(feed.queueUrl));
      const { report } = await harness.run({ now });
      const checked = await harness.check();
      for (const error of [report.error, checked.status === 'failed' ? checked.error : undefined]) {
        expect(error?.code).to.equal(code);
        expect(error?.message).to.match(because);
        expect(error?.hint).to.match(hint);
      }
      expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
    });
  }

  it('says that there are no credentials, or no region', async () => {
    await using feed = await fdrFeed();
    await withAwsEnvironment({}, async () => {
      const { report } = await harnessFor(feed, noKeys).run({ now });
      expect(report.error).to.include({ code: 'UNAUTHORIZED' });
      expect(report.error?.message).to.include('no AWS credentials were found');
      const elsewhere = await harnessFor(feed, { region: undefined }).check();
      expect(elsewhere.status === 'failed' && elsewhere.error.message).to.include('no region is known');
      expect(feed.log).to.have.length(0);
    });
  });

  it('takes credentials and region from the environment', async () => {
    await using feed = await fdrFeed();
    await feed.publish([eventFile(dataPath(1), 'a')]);
    await withAwsEnvironment({ ...keysOf(feed), AWS_REGION: feed.region }, async () => {
      const harness = harnessFor(feed, { ...noKeys, region: undefined });
      expect((await harness.run({ now })).report.status).to.equal('completed');
      expect(await landedIds(harness)).to.deep.equal(['a']);
    });
  });

  it('hides credentials that AWS echoes, also those that the SDK found by itself', async () => {
    await using feed = await fdrFeed();
    const secret = 'another-secret-access-key-0123456789';
    const token = 'session-token-of-a-role-0123456789';
    const settings = { ...keysOf(feed), AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
    await withAwsEnvironment(settings, async () => {
      const body = JSON.stringify({ __type: 'com.amazonaws.sqs#Odd', message: `no: ${secret} ${token}` });
      feed.inject(faults.status(400, { body }));
      const { report } = await harnessFor(feed, noKeys).run({ now });
      expect(report.error?.message).to.include('no: [secret] [secret]');
      expect(redact(inspect(report.error, { depth: 9, showHidden: true })))
        .not.to.include(token)
        .and.not.to.include(secret);
    });
  });

  it('needs no right to look at the queue: with a receipt that is none, SQS tells as much', async () => {
    await using feed = await fdrFeed();
    await feed.publish([eventFile(dataPath(1), 'a')]);
    const isLook = {
      when: (request: Parameters<typeof sqsOperation>[0]) => sqsOperation(request) === 'GetQueueAttributes',
    };
    feed.inject(refusal('AccessDenied', 403), { ...isLook, times: 2 });
    expect(await harnessFor(feed).check()).to.deep.equal({ status: 'ok' });
    feed.inject(refusal('AccessDenied', 403), {
      when: (request) => sqsOperation(request) === 'ChangeMessageVisibility',
    });
    const outcome = await harnessFor(feed).check();
    expect(outcome.status === 'failed' && outcome.error.code).to.equal('UNAUTHORIZED');
    expect(outcome.status === 'failed' && outcome.error.hint).to.include('sqs:ReceiveMessage');
    expect(await feed.size()).to.deep.equal({ visible: 1, received: 0 });
  });

  const refusals: [string, string, boolean][] = [
    ['AccessDenied', 'UNAUTHORIZED', false],
    ['ExpiredToken', 'UNAUTHORIZED', false],
    ['RequestThrottled', 'RATE_LIMITED', true],
    ['KmsDisabled', 'HTTP_STATUS', false],
  ];
  for (const [code, expected, transient] of refusals) {
    it(`explains ${code} when it receives`, async () => {
      await using feed = await fdrFeed();
      feed.inject(refusal(code), { times: 99 });
      const { report } = await harnessFor(feed).run({ now });
      expect(report.error).to.include({ code: expected, transient });
      expect(feed.log).to.have.length(transient ? 5 : 1);
    });
  }

  it('explains a bucket that is closed, missing, or elsewhere', async () => {
    for (const [code, message, details] of [
      ['AccessDenied', /no permission/, {}],
      ['NoSuchBucket', /no such bucket/, {}],
      ['PermanentRedirect', /in the region us-west-2/, { headers: { 'x-amz-bucket-region': 'us-west-2' } }],
    ] as const) {
      await using feed = await fdrFeed();
      await feed.publish([eventFile(dataPath(1), 'a')]);
      feed.inject(awsFaults.refuse(code, details), {
        when: (request) => s3Operation(request) === 'GetObject',
        times: 99,
      });
      const { report } = await harnessFor(feed).run({ now });
      expect(report.error?.message).to.match(message);
      expect(report.retries).to.equal(0);
    }
  });

  it('puts a clock right that is an hour wrong, by what AWS says', async () => {
    await using feed = await fdrFeed({ clock: new ManualClock(new Date(Date.now() + 3_600_000)) });
    await feed.publish([eventFile(dataPath(1), 'a')]);
    const harness = harnessFor(feed);
    const { report } = await harness.run({ now });
    expect(report.error).to.equal(undefined);
    expect(await landedIds(harness)).to.deep.equal(['a']);
  });

  it('says that AWS is not there', async () => {
    const feed = await fdrFeed();
    const harness = harnessFor(feed);
    await feed.close();
    const { report } = await harness.run({ now });
    expect(report.error).to.include({ code: 'NETWORK', transient: true });
    expect(report.error?.message).to.include('ECONNREFUSED');
  });
});
