import { inspect } from 'node:util';
import { redact } from '@hatchery/core';
import { awsFaults, awsServer, ManualClock, s3Operation, withAwsEnvironment } from '@hatchery/testkit';
import { expect } from 'chai';
import { explainFailure } from '../src/explain-failure.ts';
import { create, errorOf, MiB, contentOf } from './fixtures/created.ts';
import { openStore, optionsFor, type StoreOptions } from './fixtures/open-store.ts';

const secret = 'another-secret-access-key-0123456789';

describe('hatchery-dest-s3 and what is wrong', () => {
  const cases: [string, Partial<StoreOptions>, RegExp, RegExp][] = [
    ['a bucket that is missing', { bucket: 'other-bucket' }, /no such bucket/, /"bucket"/],
    ['another region', { region: 'us-east-1' }, /in the region eu-central-1/, /"region" to "eu-central-1"/],
    ['an unknown access key', { accessKeyId: 'AKIAUNKNOWN' }, /does not know the access key/, /credentials/],
    ['a wrong secret', { secretAccessKey: secret }, /its secret is another one/, /credentials/],
    [
      'a lock on a bucket without',
      { objectLock: { mode: 'GOVERNANCE', retainFor: '1d' } },
      /no object lock/,
      /objectLock/,
    ],
  ];
  for (const [what, options, because, hint] of cases) {
    for (const size of [10, 6 * MiB]) {
      it(`says what is wrong with ${what}, for ${size} bytes`, async () => {
        await using server = await awsServer();
        const store = await openStore(optionsFor(server, options));
        const error = await errorOf(create(store, 'a', Buffer.alloc(size)));
        expect(error).to.include({ code: 'DESTINATION_FAILED', transient: false });
        expect(error.message).to.match(because);
        expect(error.hint).to.match(hint);
      });
    }
  }

  const refusals: [string, RegExp, boolean][] = [
    ['AccessDenied', /no permission/, false],
    ['ExpiredToken', /have expired/, false],
    ['RequestTimeTooSkewed', /clock/, false],
    ['ServiceUnavailable', /ServiceUnavailable/, true],
    ['InvalidStorageClass', /InvalidStorageClass: InvalidStorageClass, on purpose/, false],
    ['KMS.DisabledException', /KMS\.DisabledException/, false],
  ];
  for (const [code, because, transient] of refusals) {
    it(`explains ${code}, for each of its methods`, async () => {
      await using server = await awsServer();
      const store = await openStore(optionsFor(server));
      server.inject(awsFaults.refuse(code), { times: 999 });
      const actions = [
        () => create(store, 'a'),
        () => contentOf(store, 'a'),
        async () => store.remove?.('a'),
        () => Array.fromAsync(store.list('')),
      ];
      for (const action of actions) {
        const error = await errorOf(action());
        expect(error).to.include({ code: 'DESTINATION_FAILED', transient });
        expect(error.message).to.match(because);
      }
      expect(await errorOf(store.stat('a'))).to.have.property('code', 'DESTINATION_FAILED');
    });
  }

  it('says that a store is overloaded, so that the host comes back later', () => {
    const cause = Object.assign(new Error('Reduce your request rate.'), {
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
    });
    const error = explainFailure(cause, 'read the object "a"');
    expect(error).to.include({ code: 'DESTINATION_FAILED', transient: true, cause });
    expect(error.message).to.equal('Could not read the object "a": the store asks to slow down.');
  });

  it('puts a clock right that is an hour wrong, by what the store says', async () => {
    await using server = await awsServer({ clock: new ManualClock(new Date(Date.now() + 3_600_000)) });
    const store = await openStore(optionsFor(server));
    await create(store, 'a');
    expect((await contentOf(store, 'a')).toString()).to.equal('content');
  });

  it('tells a missing bucket from a missing object, though HEAD does not', async () => {
    await using server = await awsServer();
    const wrong = await openStore(optionsFor(server, { bucket: 'other-bucket' }));
    expect((await errorOf(wrong.stat('a'))).message).to.equal('There is no bucket other-bucket.');
    expect((await errorOf(wrong.read('a'))).message).to.include('no such bucket');
    expect((await errorOf(Array.fromAsync(wrong.list('')))).message).to.include('no such bucket');
    const right = await openStore(optionsFor(server));
    expect(await right.stat('a')).to.equal(undefined);
    expect(await right.stat('b')).to.equal(undefined);
    const asked = server.log.filter(({ request }) => s3Operation(request) === 'HeadBucket');
    expect(asked).to.have.length(2);
  });

  it('does without the right to list when it looks for what is missing', async () => {
    await using server = await awsServer();
    server.inject(awsFaults.refuse('AccessDenied'), { when: (request) => s3Operation(request) === 'HeadBucket' });
    expect(await (await openStore(optionsFor(server))).stat('a')).to.equal(undefined);
  });

  it('says that the store is not there', async () => {
    const gone = await awsServer();
    const options = optionsFor(gone);
    await gone.close();
    const error = await errorOf(create(await openStore(options), 'a'));
    expect(error).to.include({ code: 'DESTINATION_FAILED', transient: true });
    expect(error.message).to.match(/ECONNREFUSED/);
  });

  it('says that there are no credentials, or no region', async () => {
    await using server = await awsServer();
    const { accessKeyId: _, secretAccessKey: __, ...options } = optionsFor(server);
    await withAwsEnvironment({}, async () => {
      const error = await errorOf(create(await openStore(options), 'a'));
      expect(error).to.include({ code: 'DESTINATION_FAILED', transient: false });
      expect(error.message).to.include('no AWS credentials were found');
      const { region: ___, ...elsewhere } = optionsFor(server);
      expect((await errorOf(create(await openStore(elsewhere), 'a'))).message).to.include('no region is known');
    });
  });

  it('takes credentials and region from the environment', async () => {
    await using server = await awsServer();
    const { accessKeyId, secretAccessKey, region } = server;
    const { accessKeyId: _, secretAccessKey: __, region: ___, ...options } = optionsFor(server);
    const settings = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: region };
    await withAwsEnvironment(settings, async () => {
      await create(await openStore(options), 'a');
    });
    expect(server.bucket('example-logs').objects.size).to.equal(1);
  });

  it('hides credentials that a store echoes, also those that the SDK found by itself', async () => {
    await using server = await awsServer();
    const { accessKeyId: _, secretAccessKey: __, ...options } = optionsFor(server);
    const token = 'session-token-of-a-role-0123456789';
    const settings = { AWS_ACCESS_KEY_ID: server.accessKeyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
    await withAwsEnvironment(settings, async () => {
      const store = await openStore(options);
      server.inject(
        awsFaults.refuse('InvalidRequest', { message: `no: ${secret} ${token}`, elements: { Seen: token } }),
      );
      const error = await errorOf(create(store, 'a'));
      expect(error.message).to.include('no: [secret] [secret]');
      expect(redact(inspect(error, { depth: 9, showHidden: true })))
        .not.to.include(token)
        .and.not.to.include(secret);
    });
  });
});
