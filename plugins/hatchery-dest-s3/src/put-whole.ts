import { PutObjectCommand, type PutObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Target } from './target.ts';

/** Makes an object in one request, unless its name is taken. */
export async function putWhole(
  target: Target,
  key: string,
  bytes: Buffer,
  properties: ReturnType<Target['properties']>,
  signal: AbortSignal,
): Promise<PutObjectCommandOutput> {
  const command = new PutObjectCommand({
    ...target.at,
    ...properties,
    ...target.digest(bytes),
    Key: key,
    Body: bytes,
    ContentLength: bytes.length,
    IfNoneMatch: '*',
  });
  return target.client.send(command, { abortSignal: signal });
}
