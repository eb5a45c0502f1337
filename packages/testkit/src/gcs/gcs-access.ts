import { type ApiRequest, bearerToken } from '../server/api-request.ts';
import type { Reply } from '../server/reply.ts';
import { GcsRefusal } from './gcs-refusal.ts';
import { readRoute } from './gcs-route.ts';

export interface GcsAccess {
  /** The one token that is good. @default any, and none at all */
  readonly token?: string;
  /** Permissions that the caller lacks, such as `storage.objects.delete`. @default none */
  readonly denied?: readonly string[];
}

const caller = 'hatchery@local-project.iam.gserviceaccount.com';

/** The service's refusal of a caller without the right token (401) or permission (403). */
export function refuseAccess({ token, denied = [] }: GcsAccess, request: ApiRequest): Reply | undefined {
  if (request.query.has('upload_id')) return undefined; // The address of a session is its own credential.
  if (token !== undefined && bearerToken(request) !== token) return unknownCaller(request);
  const permission = permissionFor(request);
  if (!denied.includes(permission)) return undefined;
  const message = `${caller} does not have ${permission} access to the Google Cloud Storage object. Permission '${permission}' denied on resource (or it may not exist).`;
  return new GcsRefusal(403, 'forbidden', message).toReply();
}

function unknownCaller(request: ApiRequest): Reply {
  const place = { locationType: 'header', location: 'Authorization' };
  if (request.headers.authorization !== undefined) {
    return new GcsRefusal(401, 'authError', 'Invalid Credentials', place).toReply();
  }
  const message = `Anonymous caller does not have ${permissionFor(request)} access to the Google Cloud Storage object. Permission '${permissionFor(request)}' denied on resource (or it may not exist).`;
  return new GcsRefusal(401, 'required', message, place).toReply();
}

function permissionFor(request: ApiRequest): string {
  const route = readRoute(request);
  if (route?.isObjects !== true) return 'storage.buckets.get';
  if (request.method === 'POST') return 'storage.objects.create';
  if (request.method === 'DELETE') return 'storage.objects.delete';
  if (request.method === 'PATCH') return 'storage.objects.update';
  return route.object === undefined ? 'storage.objects.list' : 'storage.objects.get';
}
