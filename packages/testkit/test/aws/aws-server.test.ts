import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { type AwsServer, awsServer, s3Operation } from '../../src/index.ts';

const MiB = 1_048_576;
const at = { Bucket: 'example-logs', Key: 'a' };

function clientOf(server: AwsServer, more: object = {}): S3Client {
  const { url: endpoint, region, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, ...more });
}

/** S3's code of the refusal. */
async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'it succeeded',
    (error: unknown) => (error as Error).name,
  );
}

async function withServer(test: (client: S3Client, server: AwsServer) => Promise<void>): Promise<void> {
  await using server = await awsServer({ buckets: [{ name: 'example-logs' }, { name: 'locked', objectLock: true }] });
  const client = clientOf(server);
  await test(client, server);
  client.destroy();
}

describe('awsServer as S3', () => {
  it('keeps an object with what is told of it', () =>
    withServer(async (client) => {
      await client.send(
        new PutObjectCommand({ ...at, Body: 'bytes', ContentType: 'text/plain', Metadata: { of: 'me' } }),
      );
      const got = await client.send(new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
      expect(await got.Body?.transformToString()).to.equal('bytes');
      expect(got).to.deep.include({ ContentType: 'text/plain', Metadata: { of: 'me' }, ContentLength: 5 });
      const head = await client.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
      expect(head).to.include({ ContentLength: 5, ChecksumCRC32: got.ChecksumCRC32, ChecksumType: 'FULL_OBJECT' });
    }));

  it('lets If-None-Match win once, whoever races', () =>
    withServer(async (client) => {
      const put = (): Promise<string> =>
        codeOf(client.send(new PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: '*' })));
      const codes = await Promise.all(Array.from({ length: 20 }, put));
      expect(codes.filter((code) => code === 'it succeeded')).to.have.length(1);
      const others = new Set(codes.filter((code) => code !== 'it succeeded'));
      expect(['PreconditionFailed', 'ConditionalRequestConflict']).to.include.members([...others]);
      expect(await put()).to.equal('PreconditionFailed');
      const etag = new PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: '"an-etag"' });
      expect(await codeOf(client.send(etag))).to.equal('NotImplemented');
    }));

  const wrong: [string, Partial<PutObjectCommandInput>, string][] = [
    ['CRC-32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
    ['SHA-256', { ChecksumSHA256: `${'A'.repeat(43)}=` }, 'BadDigest'],
    ['MD5', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'BadDigest'],
    ['MD5 that is none', { ContentMD5: 'AAAA' }, 'InvalidDigest'],
    ['CRC-32 that is none', { ChecksumCRC32: 'AAAA' }, 'InvalidRequest'],
    ['two checksums', { ChecksumCRC32: 'AAAAAA==', ChecksumSHA256: `${'A'.repeat(43)}=` }, 'InvalidRequest'],
    ['lock without a locked bucket', { ObjectLockLegalHoldStatus: 'ON' }, 'InvalidRequest'],
    ['metadata beyond 2 KiB', { Metadata: { a: 'x'.repeat(2_048) } }, 'MetadataTooLarge'],
    ['key beyond 1 KiB', { Key: 'x'.repeat(1_025) }, 'KeyTooLongError'],
    ['bucket that is missing', { Bucket: 'another-bucket' }, 'NoSuchBucket'],
  ];
  for (const [what, input, code] of wrong) {
    it(`refuses a wrong ${what}`, () =>
      withServer(async (client, server) => {
        expect(await codeOf(client.send(new PutObjectCommand({ ...at, Body: 'bytes', ...input })))).to.equal(code);
        expect(server.bucket('example-logs').objects.size).to.equal(0);
      }));
  }

  it('refuses a body that is not the one that was signed', () =>
    withServer(async (client, server) => {
      client.middlewareStack.add(
        (next) => (args) => {
          (args.request as { body: unknown }).body = 'spoilt';
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
      const put = new PutObjectCommand({ ...at, Body: 'signed', ContentLength: 6 });
      expect(await codeOf(client.send(put))).to.be.oneOf(['XAmzContentSHA256Mismatch', 'BadDigest']);
      expect(server.bucket('example-logs').objects.size).to.equal(0);
    }));

  const strangers: [string, object, string][] = [
    ['an unknown key', { credentials: { accessKeyId: 'AKIAX', secretAccessKey: 'x' } }, 'InvalidAccessKeyId'],
    [
      'a wrong secret',
      { credentials: { accessKeyId: 'AKIALOCALACCESSKEY00', secretAccessKey: 'x' } },
      'SignatureDoesNotMatch',
    ],
    ['another region', { region: 'us-west-2' }, 'AuthorizationHeaderMalformed'],
    ['a clock far off', { systemClockOffset: 3_600_000 }, 'RequestTimeTooSkewed'],
  ];
  for (const [who, config, code] of strangers) {
    it(`refuses ${who}`, () =>
      withServer(async (_, server) => {
        const client = clientOf(server, config);
        expect(await codeOf(client.send(new ListObjectsV2Command({ Bucket: at.Bucket })))).to.equal(code);
      }));
  }

  it('refuses who does not sign at all', () =>
    withServer(async (_, server) => {
      const answer = await fetch(`${server.url}/example-logs/a`);
      expect(answer.status).to.equal(403);
      expect(await answer.text()).to.include('<Code>AccessDenied</Code>');
    }));

  it('takes signatures of keys that are hard to encode', () =>
    withServer(async (client) => {
      for (const Key of ["a b+c%20d/é😀!'()*~", 'q?x=1&y=2#z', 'line\nbreak', '..two/.x']) {
        await client.send(new PutObjectCommand({ ...at, Key, Body: Key }));
        const got = await client.send(new GetObjectCommand({ ...at, Key }));
        expect(await got.Body?.transformToString()).to.equal(Key);
      }
      const listed = await client.send(new ListObjectsV2Command({ Bucket: at.Bucket, EncodingType: 'url' }));
      expect(listed.Contents?.map(({ Key }) => Key)).to.include.members(['line%0Abreak', 'q%3Fx%3D1%26y%3D2%23z']);
      expect(listed.Contents?.find(({ Key }) => Key?.startsWith('a'))?.Key).to.include('a+b%2Bc%2520d/');
    }));

  it('lists page by page, in the order of UTF-8 bytes', () =>
    withServer(async (client) => {
      const keys = ['a', 'a/b', 'a0', 'b', '\uFF5E', '\u{10000}'];
      for (const Key of keys.toReversed()) await client.send(new PutObjectCommand({ ...at, Key, Body: 'x' }));
      const listed: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: at.Bucket, MaxKeys: 2, ...(ContinuationToken && { ContinuationToken }) }),
        );
        expect(page.KeyCount).to.equal(2);
        listed.push(...(page.Contents ?? []).map(({ Key }) => Key));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      expect(listed).to.deep.equal(keys);
    }));
});

describe('awsServer and uploads in parts', () => {
  async function begin(client: S3Client, parts: readonly Buffer[], input: object = {}) {
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: 'SHA256', ...input }),
    );
    const Parts = [];
    for (const [index, Body] of parts.entries()) {
      const command = new UploadPartCommand({
        ...at,
        UploadId,
        PartNumber: index + 1,
        Body,
        ChecksumAlgorithm: 'SHA256',
      });
      const { ETag, ChecksumSHA256 } = await client.send(command);
      Parts.push({ PartNumber: index + 1, ETag, ChecksumSHA256 });
    }
    return { ...at, UploadId, MultipartUpload: { Parts } };
  }
  const whole = Buffer.alloc(5 * MiB, 'a');
  const rest = Buffer.from('rest');

  it('puts them together, with a checksum of checksums', () =>
    withServer(async (client, server) => {
      const upload = await begin(client, [whole, rest]);
      const listed = await client.send(new ListPartsCommand(upload));
      expect(listed.Parts?.map(({ Size }) => Size)).to.deep.equal([5 * MiB, 4]);
      const done = await client.send(new CompleteMultipartUploadCommand(upload));
      expect(done.ETag).to.match(/^"[0-9a-f]{32}-2"$/);
      expect(done.ChecksumSHA256).to.match(/^[^-]{43}=-2$/);
      expect(server.bucket(at.Bucket).objects.get('a')?.size).to.equal(5 * MiB + 4);
    }));

  it('shows nothing before, and forgets them when aborted', () =>
    withServer(async (client) => {
      const upload = await begin(client, [rest]);
      expect(await codeOf(client.send(new HeadObjectCommand(at)))).to.equal('NotFound');
      const open = await client.send(new ListMultipartUploadsCommand({ Bucket: at.Bucket }));
      expect(open.Uploads?.map(({ Key }) => Key)).to.deep.equal(['a']);
      await client.send(new AbortMultipartUploadCommand(upload));
      expect((await client.send(new ListMultipartUploadsCommand({ Bucket: at.Bucket }))).Uploads).to.equal(undefined);
      expect(await codeOf(client.send(new CompleteMultipartUploadCommand(upload)))).to.equal('NoSuchUpload');
    }));

  it('refuses to complete over an object, and keeps the upload', () =>
    withServer(async (client, server) => {
      const upload = await begin(client, [rest]);
      await client.send(new PutObjectCommand({ ...at, Body: 'first' }));
      const complete = new CompleteMultipartUploadCommand({ ...upload, IfNoneMatch: '*' });
      expect(await codeOf(client.send(complete))).to.equal('PreconditionFailed');
      expect(server.bucket(at.Bucket).uploads.size).to.equal(1);
    }));

  it('refuses parts that are too small, in another order, unknown, or other than named', () =>
    withServer(async (client, server) => {
      const complete = (
        upload: { UploadId: string | undefined },
        Parts: object[],
        more: object = {},
      ): Promise<string> =>
        codeOf(
          client.send(new CompleteMultipartUploadCommand({ ...at, ...upload, MultipartUpload: { Parts }, ...more })),
        );
      const upload = await begin(client, [rest, rest]);
      const [first = {}, second = {}] = upload.MultipartUpload.Parts;
      expect(await complete(upload, [first, second])).to.equal('EntityTooSmall');
      expect(await complete(upload, [second, first])).to.equal('InvalidPartOrder');
      expect(await complete(upload, [{ ...first, PartNumber: 3 }])).to.equal('InvalidPart');
      expect(await complete(upload, [{ ...first, ETag: '"0"' }])).to.equal('InvalidPart');
      expect(await complete(upload, [{ ...first, ChecksumSHA256: undefined }])).to.equal('InvalidPart');
      expect(await complete(upload, [])).to.equal('MalformedXML');
      expect(await complete(upload, [first], { MpuObjectSize: 5 })).to.equal('InvalidRequest');
      expect(server.bucket(at.Bucket).objects.size).to.equal(0);
      expect(await complete(upload, [first], { MpuObjectSize: 4 })).to.equal('it succeeded');
    }));

  it('refuses a wrong checksum of the whole', () =>
    withServer(async (client, server) => {
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' }),
      );
      const part = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: rest }));
      const complete = (ChecksumCRC32: string): Promise<string> =>
        codeOf(
          client.send(
            new CompleteMultipartUploadCommand({
              ...at,
              UploadId,
              ChecksumCRC32,
              ChecksumType: 'FULL_OBJECT',
              MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag }] },
            }),
          ),
        );
      expect(await complete('AAAAAA==')).to.equal('BadDigest');
      expect(await complete(part.ChecksumCRC32!)).to.equal('it succeeded');
      expect(server.bucket(at.Bucket).objects.get('a')?.checksum?.type).to.equal('FULL_OBJECT');
    }));
});

describe('awsServer as SQS', () => {
  it('keeps messages until they are deleted', () =>
    withServer(async (_, server) => {
      const { url: endpoint, region, accessKeyId, secretAccessKey } = server;
      const client = new SQSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'events' }));
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello é' }));
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      expect(Messages.map(({ Body }) => Body)).to.deep.equal(['hello é']);
      const again = await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 60 }));
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again.Messages?.[0]?.ReceiptHandle }));
      expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).to.equal(undefined);
      expect(server.log.map(({ request }) => s3Operation(request))).to.deep.equal(
        [...server.log].fill(undefined as never),
      );
      client.destroy();
    }));

  const wrong: [string, object, string][] = [
    ['an unknown key', { credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' } }, 'InvalidClientTokenId'],
    [
      'a wrong secret',
      { credentials: { accessKeyId: 'AKIALOCALACCESSKEY00', secretAccessKey: 'x' } },
      'SignatureDoesNotMatch',
    ],
    ['another region', { region: 'us-east-1' }, 'SignatureDoesNotMatch'],
  ];
  for (const [what, options, code] of wrong) {
    it(`refuses ${what}`, () =>
      withServer(async (_, server) => {
        const QueueUrl = await server.createQueue('events');
        await server.sendMessage('events', 'hello');
        const { url: endpoint, region, accessKeyId, secretAccessKey } = server;
        const credentials = { accessKeyId, secretAccessKey };
        const client = new SQSClient({ endpoint, region, credentials, maxAttempts: 1, ...options });
        expect(await codeOf(client.send(new ReceiveMessageCommand({ QueueUrl })))).to.equal(code);
        expect(await server.queueSize('events')).to.deep.equal({ visible: 1, received: 0 });
        client.destroy();
      }));
  }

  it('gives what was received again when told that its time has passed, but not what was deleted', () =>
    withServer(async (_, server) => {
      const QueueUrl = await server.createQueue('events');
      for (const body of ['a', 'b', 'c']) await server.sendMessage('events', body);
      const { url: endpoint, region, accessKeyId, secretAccessKey } = server;
      const client = new SQSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 2 });
      const { Messages: [first] = [] } = await client.send(receive);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
      expect(await server.queueSize('events')).to.deep.equal({ visible: 1, received: 1 });
      await server.showMessages('events');
      expect(await server.queueSize('events')).to.deep.equal({ visible: 2, received: 0 });
      await server.showMessages('events');
      expect((await client.send(receive)).Messages).to.have.length(2);
      client.destroy();
    }));

  it('says so when a queue is missing', () =>
    withServer(async (_, server) => {
      const failed = await server.sendMessage('none', 'x').catch((error: unknown) => String(error));
      expect(failed).to.include('QueueDoesNotExist');
    }));
});
