import { jsonReply, type Reply } from '../server/reply.ts';
import type { S3Failure } from './s3-failure.ts';

/** What SQS calls the refusals that S3 has other names for; after it, the code that it has had since the days of XML. */
const names: Record<string, readonly [type: string, queryCode: string]> = {
  AccessDenied: ['com.amazon.coral.service#MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  InvalidAccessKeyId: ['com.amazon.coral.service#UnrecognizedClientException', 'InvalidClientTokenId'],
  SignatureDoesNotMatch: ['com.amazon.coral.service#InvalidSignatureException', 'SignatureDoesNotMatch'],
  AuthorizationHeaderMalformed: ['com.amazon.coral.service#InvalidSignatureException', 'SignatureDoesNotMatch'],
  RequestTimeTooSkewed: ['com.amazon.coral.service#InvalidSignatureException', 'SignatureDoesNotMatch'],
};

/** SQS's answer to a request whose signature is wrong. */
export function sqsRefusal({ code, message }: S3Failure): Reply {
  const [type, queryCode] = names[code] ?? [`com.amazon.coral.service#${code}`, code];
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': `${queryCode};Sender` };
  return jsonReply({ __type: type, message }, { status: 403, headers });
}
