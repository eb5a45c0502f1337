import { Secret } from '@hatchery/core';
import { expect } from 'chai';
import { options as config, regionOf } from '../src/options.ts';

const queueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/feed';

describe('fdr: options', () => {
  it('needs the URL of the queue only', () => {
    const parsed = config.parse({ queueUrl });
    expect(parsed).to.include({
      concurrency: 4,
      maxMessages: 0,
      wait: 5_000,
      visibilityTimeout: 300_000,
      idleTimeout: 60_000,
      decompress: false,
      verify: true,
    });
    expect(regionOf(parsed)).to.equal('eu-central-1');
  });

  it('takes the region that is given before the one of the URL', () => {
    expect(regionOf(config.parse({ queueUrl, region: 'us-gov-west-1' }))).to.equal('us-gov-west-1');
  });

  it('keeps the secrets of a key secret', () => {
    const parsed = config.parse({ queueUrl, accessKeyId: 'AKIA', secretAccessKey: 'key', sessionToken: 'token' });
    expect(parsed.secretAccessKey).to.satisfy(Secret.is);
    expect(parsed.sessionToken).to.satisfy(Secret.is);
  });

  const wrong: Record<string, object> = {
    'no queue': { queueUrl: undefined },
    'a queue that is no URL': { queueUrl: 'feed' },
    'a queue by its ARN': { queueUrl: 'arn:aws:sqs:eu-central-1:123456789012:feed' },
    'a key without its secret': { accessKeyId: 'AKIA' },
    'a secret without its key': { secretAccessKey: 'key' },
    'a session token alone': { sessionToken: 'token' },
    'a profile beside a key': { profile: 'p', accessKeyId: 'AKIA', secretAccessKey: 'key' },
    'no files at once': { concurrency: 0 },
    'too many files at once': { concurrency: 65 },
    'a wait longer than SQS allows': { wait: '21s' },
    'a wait of half a second': { wait: '500ms' },
    'a visibility time-out that is too short': { visibilityTimeout: '9s' },
    'a visibility time-out longer than SQS allows': { visibilityTimeout: '13h' },
    'no patience at all': { idleTimeout: 0 },
    'fewer than no messages': { maxMessages: -1 },
    'a misspelt key': { queueURL: queueUrl },
  };
  for (const [name, part] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      expect(config.safeParse({ queueUrl, ...part }).success).to.equal(false);
    });
  }
});
