import { join } from 'node:path';
import {
  awsServer,
  gcsServer,
  jsonReply,
  onePasswordItems,
  onePasswordServer,
  slackEntries,
  slackServer,
  startApiServer,
} from '@hatchery/testkit';
import { startInternet } from './internet.ts';
import { linkPackages } from './linked-project.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/** The bucket that there is, at Google and at Amazon. */
export const bucket = 'example-logs';

/** A project with this repository's packages, and the services that it talks to, under their real names. */
export interface CloudProject extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** What lies in a bucket, without what is hatchery's own. */
  landed(store: 'gcs' | 's3'): { readonly name: string; readonly text: string }[];
}

const token = 'local-google-token';
const plugins = ['source-slack', 'source-1password', 'source-http', 'dest-gcs', 'dest-s3'];

/** Credentials as `gcloud auth application-default login` leaves them. */
const googleUser = {
  type: 'authorized_user',
  client_id: 'local-client',
  client_secret: 'local-client-secret',
  refresh_token: 'local-refresh-token',
};

/** Slack and 1Password have 20 events each, of the last minutes; `example.com` has one answer. */
export async function startCloudProject(): Promise<CloudProject> {
  const stack = new AsyncDisposableStack();
  const recent = { from: new Date(Date.now() - 9 * 60_000), to: new Date(Date.now() - 3 * 60_000) };
  const gcs = stack.use(await gcsServer({ buckets: [bucket], token }));
  const s3 = stack.use(await awsServer({ buckets: [{ name: bucket }], region: 'ap-northeast-1' }));
  const slack = stack.use(await slackServer({ entries: slackEntries(20, recent) }));
  const items = { auditevents: onePasswordItems('auditevents', 20, recent) };
  const onePassword = stack.use(await onePasswordServer({ items }));
  const own = stack.use(await startApiServer({ handle: () => jsonReply({ audit: ['event'] }) }));
  const google = stack.use(
    await startApiServer({ handle: () => jsonReply({ access_token: token, expires_in: 3600 }) }),
  );
  const internet = stack.use(
    await startInternet({
      'api.slack.com': slack.url,
      'events.1password.com': onePassword.url,
      'example.com': own.url,
      'storage.googleapis.com': gcs.url,
      'oauth2.googleapis.com': google.url,
    }),
  );
  const sandbox = stack.use(await createSandbox());
  await linkPackages(sandbox.folder);
  const dependencies = Object.fromEntries(plugins.map((name) => [`hatchery-${name}`, '*']));
  await sandbox.write('package.json', JSON.stringify({ private: true, type: 'module', dependencies }));
  await sandbox.write('google.json', JSON.stringify(googleUser));
  Object.assign(sandbox.env, internet.env, {
    NO_PROXY: '127.0.0.1',
    SLACK_TOKEN: slack.token,
    ONE_PASSWORD_TOKEN: onePassword.token,
    GOOGLE_APPLICATION_CREDENTIALS: join(sandbox.folder, 'google.json'),
    GOOGLE_CLOUD_PROJECT: 'local-project',
    METADATA_SERVER_DETECTION: 'none',
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
  });
  return {
    sandbox,
    landed(store) {
      const objects: [string, Buffer][] =
        store === 'gcs'
          ? gcs
              .bucket(bucket)
              .objects()
              .map(({ name, bytes }) => [name, bytes])
          : [...s3.bucket(bucket).objects].map(([name, { pieces }]) => [name, Buffer.concat(pieces)]);
      return objects
        .filter(([name]) => !name.startsWith('_hatchery/'))
        .map(([name, bytes]) => ({ name, text: bytes.toString() }));
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
