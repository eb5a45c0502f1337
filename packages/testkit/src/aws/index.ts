export { awsFaults } from './aws-faults.ts';
export { type AwsServer, type AwsServerOptions, awsServer } from './aws-server.ts';
export type { S3Bucket, S3Checksum, S3Object, S3Part, S3Upload } from './s3-bucket.ts';
export type { S3FailureDetails } from './s3-failure.ts';
export { s3Operation } from './s3-request.ts';
export { type QueueSize, sqsOperation } from './sqs-queues.ts';
export { withAwsEnvironment } from './with-aws-environment.ts';
