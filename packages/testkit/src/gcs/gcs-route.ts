import type { ApiRequest } from '../server/api-request.ts';

/** What a request is about: a bucket, its objects, one object. */
export interface GcsRoute {
  readonly isUpload: boolean;
  readonly bucket: string;
  readonly isObjects: boolean;
  readonly object?: string;
}

/** With the prefix of the API, as clients of the real service write it, and without, as `STORAGE_EMULATOR_HOST` has it. */
const pattern = /^(\/upload|\/resumable\/upload|\/download)?(?:\/storage\/v1)?\/b\/([^/]+)(?:(\/o)(?:\/(.+))?)?\/?$/;

/** `undefined` for a path that the service does not have. */
export function readRoute({ path }: Pick<ApiRequest, 'path'>): GcsRoute | undefined {
  const [whole, kind, bucket = '', objects, object] = pattern.exec(path) ?? [];
  if (whole === undefined) return undefined;
  try {
    return {
      isUpload: kind?.endsWith('upload') === true,
      bucket: decodeURIComponent(bucket),
      isObjects: objects !== undefined,
      ...(object === undefined ? {} : { object: decodeURIComponent(object) }),
    };
  } catch {
    return undefined;
  }
}
