import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Body, Bytes, HttpEvidence, HttpResponse } from '@hatchery/core';
import { violation } from '../contract-violation.ts';
import { kindOf } from '../describe-value.ts';
import { BufferedResponse } from '../http/buffered-response.ts';
import type { Digest } from './measured-body.ts';

/** A body, ready to be read once. */
export interface OpenedBody {
  readonly stream: Readable;
  /** Bytes, where known before reading. */
  readonly size?: number;
  /** Of bytes that are in memory. */
  readonly digest?: Digest;
  readonly contentType?: string;
  readonly request?: HttpEvidence;
}

/** Whether {@link openBody} can be called again with the same result. */
export function isRepeatable(body: Body): boolean {
  return (
    typeof body === 'function' ||
    typeof body === 'string' ||
    body instanceof Uint8Array ||
    body instanceof ArrayBuffer ||
    body instanceof BufferedResponse
  );
}

/** Opens what a source gave to `spout`. @throws HatcheryError `CONTRACT_VIOLATED` if it is none of the things it may be */
export async function openBody(body: Body): Promise<OpenedBody> {
  return openBytes(typeof body === 'function' ? await body() : body);
}

async function openBytes(bytes: Bytes): Promise<OpenedBody> {
  if (typeof bytes === 'string') return openBuffer(Buffer.from(bytes));
  if (typeof bytes !== 'object' || bytes === null) throw notABody(bytes);
  if (bytes instanceof Uint8Array) return openBuffer(bytes);
  if (bytes instanceof ArrayBuffer) return openBuffer(new Uint8Array(bytes));
  if (bytes instanceof Readable) return { stream: bytes };
  if (bytes instanceof ReadableStream) return { stream: Readable.fromWeb(bytes as never) };
  if (isResponse(bytes)) return openResponse(bytes);
  if (isAsyncIterable(bytes)) return { stream: Readable.from(bytes) };
  throw notABody(bytes);
}

function notABody(value: unknown): Error {
  return violation('spout-bytes', `gave ${kindOf(value)} to spout in place of a body`);
}

function openBuffer(bytes: Uint8Array): OpenedBody {
  const digest = { size: bytes.length, sha256: hash('sha256', bytes, 'hex') };
  return {
    stream: Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false }),
    size: bytes.length,
    digest,
  };
}

async function openResponse(response: HttpResponse): Promise<OpenedBody> {
  const contentType = response.headers.get('content-type');
  const opened = response instanceof BufferedResponse ? openBuffer(await response.bytes()) : { stream: response.body };
  return { ...opened, request: response.evidence, ...(contentType === null ? {} : { contentType }) };
}

function isResponse(value: object): value is HttpResponse {
  return 'evidence' in value && 'headers' in value && 'body' in value;
}

function isAsyncIterable(value: object): value is AsyncIterable<Uint8Array | string> {
  return Symbol.asyncIterator in value;
}
