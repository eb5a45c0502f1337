import { createHash } from 'node:crypto';
import type { CreateMultipartUploadCommandInput, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { CreateOptions, Logger } from '@hatchery/core';
import { Crc32 } from './crc32.ts';
import { fitMetadata, writeMark } from './metadata.ts';
import type { Options } from './options.ts';

/** A bucket, with all that the options say of writing to it. */
export class Target {
  readonly client: S3Client;
  readonly config: Options;
  readonly log: Logger;
  /** What every request says. */
  readonly at: { readonly Bucket: string; readonly ExpectedBucketOwner?: string };

  constructor(client: S3Client, config: Options, log: Logger) {
    this.client = client;
    this.config = config;
    this.log = log;
    const { bucket, bucketOwner } = config;
    this.at = { Bucket: bucket, ...(bucketOwner === undefined ? {} : { ExpectedBucketOwner: bucketOwner }) };
  }

  /** What is said of an object when it is made, in one request or in parts. */
  properties(
    { contentType, contentEncoding, metadata }: CreateOptions,
    writeId: string,
  ): Pick<PutObjectCommandInput & CreateMultipartUploadCommandInput, 'ContentType' | 'Metadata'> {
    const { storageClass, sse, kmsKeyId, objectLock } = this.config;
    return {
      ContentType: contentType,
      Metadata: fitMetadata({ [writeMark]: writeId, ...metadata }),
      ...(contentEncoding === undefined ? {} : { ContentEncoding: contentEncoding }),
      ...(storageClass === undefined ? {} : { StorageClass: storageClass }),
      ...(sse === undefined ? {} : { ServerSideEncryption: sse }),
      ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
      ...(objectLock === undefined
        ? {}
        : {
            ObjectLockMode: objectLock.mode,
            ObjectLockRetainUntilDate: new Date(Date.now() + objectLock.retainFor),
          }),
    };
  }

  /** By what the store checks the bytes of one request. */
  digest(bytes: Buffer): { readonly ContentMD5: string } | { readonly ChecksumCRC32: string } {
    if (this.config.checksum === 'crc32') return { ChecksumCRC32: new Crc32().add(bytes).base64 };
    return { ContentMD5: createHash('md5').update(bytes).digest('base64') };
  }
}
