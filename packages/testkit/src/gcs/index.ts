export type { GcsAccess } from './gcs-access.ts';
export type { GcsBucket, GcsBucketOptions } from './gcs-bucket.ts';
export type { GcsExchange, GcsFault, Payload } from './gcs-exchange.ts';
export { gcsFaults } from './gcs-faults.ts';
export type { GcsMetadata, GcsObject } from './gcs-object.ts';
export { gcsRequests } from './gcs-requests.ts';
export { type GcsLogEntry, type GcsServer, type GcsServerOptions, gcsServer } from './gcs-server.ts';
