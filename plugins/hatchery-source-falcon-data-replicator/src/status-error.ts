import { HatcheryError } from '@hatchery/core';

/** What an answer means that the service itself did not write: only its status tells. */
export function statusError(service: string, status: number): HatcheryError {
  const context = { service, status };
  if (status < 300) {
    return new HatcheryError(
      'HTTP_BODY',
      `What answered for ${service} is not ${service}, though its status is ${status}.`,
      {
        hint: 'A proxy or a portal may stand between. Check the options "queueUrl", "sqsEndpoint" and "s3Endpoint".',
        context,
      },
    );
  }
  if (status === 401 || status === 403) {
    return new HatcheryError('UNAUTHORIZED', `${service} answered ${status}.`, { context });
  }
  const code = status === 429 ? 'RATE_LIMITED' : 'HTTP_STATUS';
  const transient = status === 408 || status === 429 || (status >= 500 && status !== 501);
  return new HatcheryError(code, `${service} answered ${status}.`, { context, transient });
}
