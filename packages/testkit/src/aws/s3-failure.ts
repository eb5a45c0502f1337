import type { Reply } from '../server/reply.ts';
import { xmlDocument, xmlElement } from './xml.ts';

const statuses: Record<string, number> = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  BadDigest: 400,
  ConditionalRequestConflict: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRequest: 400,
  KeyTooLongError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PermanentRedirect: 301,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  RequestTimeout: 400,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
};

export interface S3FailureDetails {
  /** @default what S3 answers with this code; 400 for codes that are not known here */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** More elements of the envelope: `{ Region: 'eu-west-1' }`. */
  readonly elements?: Readonly<Record<string, string>>;
}

/** A refusal, with one of S3's own codes. */
export class S3Failure extends Error {
  readonly code: string;
  readonly details: S3FailureDetails;

  constructor(code: string, message: string, details: S3FailureDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** The answer that S3 gives. */
  reply(): Reply {
    const { status = statuses[this.code] ?? 400, headers, elements = {} } = this.details;
    const inside = {
      Code: this.code,
      Message: this.message,
      ...elements,
      RequestId: 'LOCAL0000000000',
      HostId: 'local',
    };
    const body = Object.entries(inside).map(([name, value]) => xmlElement(name, value));
    return {
      status,
      headers: { 'content-type': 'application/xml', ...headers },
      body: xmlDocument(`<Error>${body.join('')}</Error>`),
    };
  }
}
