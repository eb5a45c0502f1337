import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { StorageOptions } from '@google-cloud/storage';
import { HatcheryError, type ObjectStore, type OpenContext, Secret } from '@hatchery/core';
import { Crc32c } from './crc32c.ts';
import { readCredentials } from './credentials.ts';
import { GcsClient } from './gcs-client.ts';
import { GcsStore } from './gcs-store.ts';
import type { Options } from './options.ts';
import { createSend } from './send-request.ts';

/** Makes a client for the bucket. Asks the service nothing yet; the SDK is only loaded here, as that takes a while. */
export async function openGcsStore({ config, directory }: OpenContext<Options>): Promise<ObjectStore> {
  const { Storage } = await import('@google-cloud/storage');
  const credentials = await findCredentials(config, directory);
  const isAuthenticated =
    config.apiEndpoint === undefined || credentials !== undefined || isOfGoogle(config.apiEndpoint);
  // The SDK warns of credentials from strangers; these are the operator's own.
  const given = credentials === undefined ? {} : { credentials };
  const settings: StorageOptions = {
    ...(config.projectId === undefined ? {} : { projectId: config.projectId }),
    ...(config.apiEndpoint === undefined ? {} : { apiEndpoint: config.apiEndpoint }),
    ...given,
    useAuthWithCustomEndpoint: isAuthenticated,
    crc32cGenerator: () => new Crc32c(),
    // One way to try again, for uploads and all else: ours.
    retryOptions: { autoRetry: false },
  };
  const storage = new Storage(settings);
  const { userProject } = config;
  const client = new GcsClient({
    storage,
    bucket: storage.bucket(config.bucket, userProject === undefined ? {} : { userProject }),
    send: createSend(isAuthenticated ? (url) => storage.authClient.getRequestHeaders(url) : undefined),
    patience: { retries: config.retries, wait: config.retryWait },
    requestTimeout: config.requestTimeout,
    userProject,
  });
  return new GcsStore(client, config);
}

/** From the options; `undefined` leaves them to the SDK's own rules. A file is read here so that its secrets are known. */
async function findCredentials(
  { credentials, keyFilename }: Options,
  directory: string,
): Promise<Record<string, unknown> | undefined> {
  if (credentials !== undefined) return readCredentials(credentials);
  if (keyFilename === undefined) return undefined;
  const path = resolve(directory, keyFilename);
  try {
    return readCredentials(new Secret(await readFile(path, 'utf8')));
  } catch (error) {
    const reason = HatcheryError.is(error) ? 'it is not the JSON text of a credentials file' : (error as Error).message;
    throw new HatcheryError('DESTINATION_FAILED', `Could not read the credentials in ${path}: ${reason}.`, {
      hint: 'Look at the option "keyFilename".',
    });
  }
}

function isOfGoogle(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return hostname === 'googleapis.com' || hostname.endsWith('.googleapis.com');
}
