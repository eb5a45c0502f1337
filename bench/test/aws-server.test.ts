import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type AwsControl, startAws } from '../src/servers/aws-control.ts';

describe('the server in place of S3 and SQS', () => {
  let aws: AwsControl;
  before(async () => void (aws = await startAws({ messages: 2, files: 3, size: 20_000 })));
  after(() => aws[Symbol.asyncDispose]());

  async function ask(action: string, body: object): Promise<{ Messages?: { Body: string; MD5OfBody: string }[] }> {
    const headers = { 'x-amz-target': `AmazonSQS.${action}` };
    return (await fetch(aws.url, { method: 'POST', headers, body: JSON.stringify(body) })).json() as never;
  }

  it('hands each message out once, until it is filled again', async () => {
    expect((await ask('ReceiveMessage', { MaxNumberOfMessages: 10 })).Messages).to.have.length(2);
    expect(await ask('ReceiveMessage', {})).to.deep.equal({});
    await aws.refill();
    expect((await ask('ReceiveMessage', {})).Messages).to.have.length(1);
    await ask('DeleteMessage', { ReceiptHandle: 'x' });
    expect((await aws.counts()).deleted).to.equal(1);
    await aws.refill();
  });

  it('has the files that its messages name, of gzip, with their checksum', async () => {
    const [message] = (await ask('ReceiveMessage', {})).Messages ?? [];
    const { bucket, files } = JSON.parse(message?.Body ?? '{}') as {
      bucket: string;
      files: { path: string; size: number; checksum: string }[];
    };
    expect(files).to.have.length(3);
    const file = Buffer.from(await (await fetch(`${aws.url}/${bucket}/${files[0]?.path}`)).arrayBuffer());
    expect(file.length).to.equal(files[0]?.size).and.to.be.within(15_000, 30_000);
    expect(createHash('md5').update(file).digest('hex')).to.equal(files[0]?.checksum);
    const [line] = gunzipSync(file).toString().split('\n');
    expect(JSON.parse(line ?? '')).to.have.property('aid');
  });
});
