import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import s3 from '../src/index.ts';

const { config } = s3.definition;
const bucket = 'example-logs';

describe('the options of hatchery-dest-s3', () => {
  it('are few where the SDK finds the rest', () => {
    expect(config.parse({ bucket })).to.deep.equal({
      bucket,
      prefix: '',
      forcePathStyle: false,
      checksum: 'crc32',
      appendOnly: false,
    });
  });

  const wrong: [string, object, string][] = [
    ['no bucket', {}, 'bucket'],
    ['a key without its secret', { bucket, accessKeyId: 'A' }, 'secretAccessKey'],
    ['a secret without its key', { bucket, secretAccessKey: 's' }, 'accessKeyId'],
    ['a token without a key', { bucket, sessionToken: 's' }, 'sessionToken'],
    ['a profile and a key', { bucket, profile: 'p', accessKeyId: 'A', secretAccessKey: 's' }, 'profile'],
    ['a KMS key without KMS', { bucket, kmsKeyId: 'k' }, 'kmsKeyId'],
    ['a KMS key with AES256', { bucket, kmsKeyId: 'k', sse: 'AES256' }, 'kmsKeyId'],
    ['parts too small', { bucket, partSize: 4 }, 'partSize'],
    ['an endpoint that is no URL', { bucket, endpoint: 'minio' }, 'endpoint'],
    ['an owner that is no account', { bucket, bucketOwner: '123' }, 'bucketOwner'],
    ['a lock for no time', { bucket, objectLock: { mode: 'COMPLIANCE', retainFor: '0' } }, 'objectLock'],
    ['a lock without its mode', { bucket, objectLock: { retainFor: '1d' } }, 'objectLock'],
    ['an absolute prefix', { bucket, prefix: '/a' }, 'prefix'],
    ['a prefix that leads out', { bucket, prefix: 'a/../b' }, 'prefix'],
    ['a prefix with an empty part', { bucket, prefix: 'a//b' }, 'prefix'],
    ['a class that cannot be read at once', { bucket, storageClass: 'DEEP_ARCHIVE' }, 'storageClass'],
  ];
  for (const [what, given, path] of wrong) {
    it(`refuse ${what}`, () => {
      const { error } = config.safeParse(given);
      expect(error?.issues.map((issue) => issue.path[0])).to.deep.equal([path]);
    });
  }

  it('are read without the SDK, which takes long to load', async () => {
    const script = `
      const { registerHooks } = await import('node:module');
      let loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      const { default: s3 } = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)});
      const isSdk = () => loaded.some((url) => url.includes('client-s3'));
      const before = isSdk();
      await s3.definition.open({ config: s3.definition.config.parse({ bucket: 'example-logs' }), directory: '/', log: {} });
      console.log(before, isSdk());`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      '--input-type=module',
      '--eval',
      script,
    ]);
    expect(stdout.trim()).to.equal('false true');
  });
});
