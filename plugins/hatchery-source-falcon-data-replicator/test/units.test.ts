import { expect } from 'chai';
import { regionOfQueue } from '../src/region-of-queue.ts';
import { schemaHint } from '../src/schema-hint.ts';
import { fileMetadata } from '../src/file-metadata.ts';
import { uuid } from './support/fdr-feed.ts';

const cid = '0123456789abcdef0123456789abcdef';
const id = uuid(1);

describe('fdr: what a key tells', () => {
  const hints: Record<string, string> = {
    [`data/${id}/part-00000.gz`]: 'data',
    [`${cid}/data/${id}/part-00000.gz`]: 'data',
    [`${cid}-1/data/${id}/part-00012.gz`]: 'data',
    [`${cid}/fdrv2/aidmaster/${id}/part-00000.gz`]: 'fdrv2_aidmaster',
    [`${cid}/fdrv2/managedassets/${id}/part-00000.gz`]: 'fdrv2_managedassets',
    [`${cid}/fdrv2/notmanaged/${id}/part-00000.gz`]: 'fdrv2_notmanaged',
    [`${cid}/fdrv2/appinfo/${id}/part-00000.gz`]: 'fdrv2_appinfo',
    [`${cid}/fdrv2/userinfo/${id}/part-00000.gz`]: 'fdrv2_userinfo',
    [`fdrv2/userinfo/${id}/part-00000.gz`]: 'fdrv2_userinfo',
    [`batch=${id}/year=2026/month=03/day=01/hour=11/platform=Win/part-00000-${id}.c000.txt.gz`]: 'data',
    [`prefix/batch=${id}/year=2026/month=03/day=01/hour=11/platform=Mac/part-00000.c000.txt.gz`]: 'data',
    [`${cid}/fdrv2/appinfo/batch=${id}/part-00000.gz`]: 'fdrv2_appinfo',
    'part-00000.gz': 'unknown',
    data: 'unknown',
    'x/data': 'unknown',
    [`${cid}/fdrv2/part.gz`]: 'unknown',
    [`${cid}/fdrv2//part.gz`]: 'unknown',
    [`${cid}/fdrv2/${'k'.repeat(900)}/part.gz`]: 'unknown',
    [`${cid}/something/${id}/part-00000.gz`]: 'unknown',
    '//': 'unknown',
    '': 'unknown',
  };
  for (const [key, hint] of Object.entries(hints)) {
    it(`takes ${JSON.stringify(key.slice(0, 80))} for ${hint}`, () => {
      expect(schemaHint(key)).to.equal(hint);
    });
  }

  const formats: Record<string, [string | undefined, string | undefined]> = {
    'a/part-00000.gz': ['jsonl.gz', 'jsonl'],
    'a/part-00000.c000.txt.GZ': ['jsonl.gz', 'jsonl'],
    'a/part-00000.zst': ['jsonl.zst', 'jsonl.zst'],
    'a/part-00000.json': [undefined, undefined],
    'a/gz': [undefined, undefined],
  };
  for (const [path, [stored, content]] of Object.entries(formats)) {
    it(`gives ${path} the ending ${stored}, and ${content} when taken apart`, () => {
      const file = { bucket: 'b', path, size: 1, md5: undefined, sentAt: new Date(0) };
      expect(fileMetadata(file, false).format).to.equal(stored);
      expect(fileMetadata(file, true).format).to.equal(content);
    });
  }
});

describe("fdr: the region in a queue's URL", () => {
  const urls: Record<string, string | undefined> = {
    'https://sqs.us-west-1.amazonaws.com/123456789012/feed': 'us-west-1',
    'https://sqs.eu-central-1.amazonaws.com/123456789012/feed': 'eu-central-1',
    'https://sqs.us-gov-west-1.amazonaws.com/123456789012/feed': 'us-gov-west-1',
    'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/feed': 'cn-north-1',
    'https://sqs-fips.us-east-2.amazonaws.com/123456789012/feed': 'us-east-2',
    'https://sqs.ap-southeast-2.api.aws/123456789012/feed': 'ap-southeast-2',
    'https://us-west-2.queue.amazonaws.com/123456789012/feed': 'us-west-2',
    'https://vpce-0a1b2c3d4e5f67890-abcdefgh.sqs.eu-west-1.vpce.amazonaws.com/123456789012/feed': 'eu-west-1',
    'https://vpce-0a1b-abcd-eu-west-1a.sqs.eu-west-1.vpce.amazonaws.com/123456789012/feed': 'eu-west-1',
    'http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/feed': 'us-east-1',
    'http://localhost:4566/000000000000/feed': undefined,
    'http://127.0.0.1:4566/000000000000/feed': undefined,
    'https://queue.example.com/eu-west-1/feed': undefined,
  };
  for (const [url, region] of Object.entries(urls)) {
    it(`finds ${region} in ${url}`, () => {
      expect(regionOfQueue(url)).to.equal(region);
    });
  }
});
