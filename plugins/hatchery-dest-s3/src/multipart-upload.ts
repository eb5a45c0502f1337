import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandOutput,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { HatcheryError } from '@hatchery/core';
import type { Part, PartSink } from './part-sink.ts';
import type { Target } from './target.ts';

/** When a write may be broken off. */
export interface WriteSignals {
  /** At once. */
  readonly soon: AbortSignal;
  /** Somewhat later, for requests of which one must know what became of them. */
  readonly late: AbortSignal;
}

/** An object that goes to the store in parts. Begun with the first part; leaves none if it is aborted. */
export class MultipartUpload {
  readonly #target: Target;
  readonly #key: string;
  readonly #properties: ReturnType<Target['properties']>;
  readonly #signals: WriteSignals;
  readonly #parts: CompletedPart[] = [];
  #uploadId: Promise<string> | undefined;

  constructor(target: Target, key: string, properties: ReturnType<Target['properties']>, signals: WriteSignals) {
    this.#target = target;
    this.#key = key;
    this.#properties = properties;
    this.#signals = signals;
  }

  get isStarted(): boolean {
    return this.#uploadId !== undefined;
  }

  async send({ number, bytes }: Part): Promise<void> {
    this.#uploadId ??= this.#start();
    const { client, at } = this.#target;
    const digest = this.#target.digest(bytes);
    const command = new UploadPartCommand({
      ...at,
      Key: this.#key,
      UploadId: await this.#uploadId,
      PartNumber: number,
      Body: bytes,
      ContentLength: bytes.length,
      ...digest,
    });
    const { ETag } = await client.send(command, { abortSignal: this.#signals.soon });
    const checksum = 'ChecksumCRC32' in digest ? digest : {};
    this.#parts.push({ PartNumber: number, ...(ETag === undefined ? {} : { ETag }), ...checksum });
  }

  /** Makes the object appear, unless its name is taken. All parts have been sent. */
  async complete({ size, crc32 }: PartSink): Promise<CompleteMultipartUploadCommandOutput> {
    const { client, at, config } = this.#target;
    const command = new CompleteMultipartUploadCommand({
      ...at,
      Key: this.#key,
      UploadId: await this.#uploadId,
      IfNoneMatch: '*',
      MultipartUpload: { Parts: this.#parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0)) },
      ...(config.checksum === 'crc32'
        ? { ChecksumCRC32: crc32, ChecksumType: 'FULL_OBJECT', MpuObjectSize: size }
        : {}),
    });
    return client.send(command, { abortSignal: this.#signals.late });
  }

  /** Takes all parts back. No part may be on its way any more. */
  async abort(): Promise<void> {
    if (this.#uploadId === undefined) return;
    const { client, at, log } = this.#target;
    try {
      const command = new AbortMultipartUploadCommand({ ...at, Key: this.#key, UploadId: await this.#uploadId });
      await client.send(command, { abortSignal: this.#signals.late });
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchUpload') return;
      log.warn('Parts of a broken write may be left in the bucket, until a lifecycle rule removes them.', {
        key: this.#key,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #start(): Promise<string> {
    const { client, at, config } = this.#target;
    const command = new CreateMultipartUploadCommand({
      ...at,
      Key: this.#key,
      ...this.#properties,
      ...(config.checksum === 'crc32' ? { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } : {}),
    });
    const { UploadId } = await client.send(command, { abortSignal: this.#signals.late });
    if (UploadId !== undefined) return UploadId;
    throw new HatcheryError('DESTINATION_FAILED', 'The store began an upload without telling its id.');
  }
}
