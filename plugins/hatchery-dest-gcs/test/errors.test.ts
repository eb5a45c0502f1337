import { generateKeyPairSync } from 'node:crypto';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { redact } from '@hatchery/core';
import {
  faults,
  gcsFaults,
  type GcsServer,
  type GcsServerOptions,
  gcsServer,
  jsonReply,
  startApiServer,
} from '@hatchery/testkit';
import { expect } from 'chai';
import { bytesOf, chunkSize, contentOf, create, errorOf, namesIn } from './fixtures/created.ts';
import { openStore } from './fixtures/open-store.ts';

describe('hatchery-dest-gcs errors', () => {
  let server: GcsServer;

  async function start(options?: GcsServerOptions): Promise<string> {
    server = await gcsServer(options);
    return server.url;
  }
  afterEach(() => server.close());

  it('say that there is no such bucket, for each request', async () => {
    const store = await openStore({ apiEndpoint: await start({ buckets: ['other'] }), chunkSize });
    for (const attempt of [
      () => create(store, 'a'),
      () => create(store, 'a', bytesOf(chunkSize + 1)),
      () => store.stat('a'),
      () => namesIn(store),
      () => store.remove!('a'),
    ]) {
      const error = await errorOf(attempt());
      expect(error).to.include({ code: 'DESTINATION_FAILED', transient: false });
      expect(error.message).to.contain('there is no bucket bucket');
    }
    expect(await errorOf(contentOf(store, 'a'))).to.have.property('code', 'DESTINATION_FAILED');
  });

  for (const [permission, attempt] of [
    ['create', (store) => create(store, 'a')],
    ['create', (store) => create(store, 'a', bytesOf(chunkSize + 1))],
    ['get', (store) => store.stat('a')],
    ['list', (store) => namesIn(store)],
    ['delete', (store) => store.remove!('a')],
  ] as [string, (store: Awaited<ReturnType<typeof openStore>>) => Promise<unknown>][]) {
    it(`name the permission storage.objects.${permission} when it is missing`, async () => {
      const denied = [`storage.objects.${permission}`];
      const store = await openStore({ apiEndpoint: await start({ denied }), chunkSize });
      const error = await errorOf(attempt(store));
      expect(error).to.include({ code: 'DESTINATION_FAILED', transient: false });
      expect(error.message).to.contain(`the permission storage.objects.${permission} is missing`);
      expect(error.hint).to.contain('role');
    });
  }

  it('say that credentials are missing or wrong', async () => {
    const store = await openStore({ apiEndpoint: await start({ token: 'right' }) });
    for (const attempt of [() => create(store, 'a'), () => store.stat('a'), () => contentOf(store, 'a')]) {
      expect((await errorOf(attempt())).message).to.contain('credentials are missing or not valid');
    }
  });

  it('say that retention or a hold forbids a removal', async () => {
    const apiEndpoint = await start({ buckets: { bucket: { retentionPeriod: 3_600 } } });
    const store = await openStore({ apiEndpoint });
    await create(store, 'a');
    expect((await errorOf(store.remove!('a'))).message).to.contain('retention forbids it until later');
    expect(await namesIn(store)).to.deep.equal(['a']);
    await server.close();
    const held = await openStore({ apiEndpoint: await start(), hold: 'event-based' });
    await create(held, 'a');
    expect((await errorOf(held.remove!('a'))).message).to.contain('under a hold');
  });

  it('say that an encryption key cannot be used', async () => {
    const kmsKeyName = 'projects/p/locations/l/keyRings/r/cryptoKeys/k';
    const store = await openStore({ apiEndpoint: await start(), kmsKeyName });
    const error = await errorOf(create(store, 'a'));
    expect(error.message).to.contain('the encryption key cannot be used');
    expect(error.hint).to.contain('cloudkms.cryptoKeyEncrypterDecrypter');
  });

  for (const [reason, said, expected] of [
    ['required', 'Bucket is a requester pays bucket but no user project provided.', 'the requester pays'],
    ['accountDisabled', 'The project to be billed is associated with a closed billing account.', 'cannot be billed'],
    ['RequestTimeTooSkewed', 'The difference between the request time and the server time is too large.', 'clock'],
  ] as const) {
    it(`explain ${reason}: ${said}`, async () => {
      const store = await openStore({ apiEndpoint: await start() });
      server.inject(gcsFaults.refuse(403, reason, said));
      expect((await errorOf(create(store, 'a'))).message).to.contain(expected);
    });
  }

  it('say that the host is unknown or refuses connections', async () => {
    const apiEndpoint = await start();
    await server.close();
    const refused = await errorOf(create(await openStore({ apiEndpoint }), 'a'));
    expect(refused).to.include({ code: 'DESTINATION_FAILED', transient: true });
    expect(refused.message).to.contain('ECONNREFUSED');
  });

  it('say what is wrong with credentials, without showing them', async () => {
    const apiEndpoint = await start();
    const broken = await errorOf(openStore({ apiEndpoint, credentials: '{"private_key": "hidden-value' }));
    expect(broken.message).to.contain('not the JSON text of a credentials file');
    expect(inspect(broken)).to.not.contain('hidden-value');
    const missing = await errorOf(openStore({ apiEndpoint, keyFilename: 'no-such-file.json' }));
    expect(missing.message).to.contain('no-such-file.json');
  });

  it('never hold keys or tokens, also when the service echoes them', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const key = { type: 'service_account', client_email: 'a@b.test', private_key: pem, universe_domain: 'local.test' };
    const store = await openStore({
      apiEndpoint: await start(),
      credentials: JSON.stringify(key),
      chunkSize,
      retries: 0,
    });
    for (const attempt of [
      () => create(store, 'a'),
      () => create(store, 'a', bytesOf(chunkSize + 1)),
      () => store.stat('a'),
      () => namesIn(store),
      () => contentOf(store, 'a'),
    ]) {
      server.inject(faults.echoCredentials(400));
      const error = await errorOf(attempt());
      const token =
        /^Bearer (.+)$/.exec(server.log.at(-1)?.request.headers.authorization ?? '')?.[1] ?? 'no token was sent';
      expect(token.split('.')).to.have.length(3);
      expect(inspect(error, { depth: 20, showHidden: true }))
        .to.not.contain(token)
        .and.not.contain('PRIVATE KEY');
    }
    expect(redact(`see ${pem}`)).to.not.contain(pem.slice(100, 200));
  });

  describe('of the token service', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hatchery-dest-gcs-'));
      await writeFile(join(folder, 'subject'), 'subject-token');
    });
    after(() => rm(folder, { recursive: true }));

    for (const [said, expected] of [
      ['Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.', 'clock differs'],
      ['Invalid JWT Signature.', 'credentials are refused'],
    ] as const) {
      it(`are explained: ${said}`, async () => {
        await using tokens = await startApiServer({
          handle: () => jsonReply({ error: 'invalid_grant', error_description: said }, { status: 400 }),
        });
        const credentials = {
          type: 'external_account',
          audience: 'any',
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          token_url: `${tokens.url}/token`,
          credential_source: { file: join(folder, 'subject') },
        };
        const keyFilename = join(folder, 'key.json');
        await writeFile(keyFilename, JSON.stringify(credentials));
        const store = await openStore({ apiEndpoint: await start(), keyFilename });
        for (const attempt of [() => create(store, 'a'), () => store.stat('a')]) {
          expect((await errorOf(attempt())).message).to.contain(expected);
        }
      });
    }
  });
});
