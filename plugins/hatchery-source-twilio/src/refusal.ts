import { HatcheryError, type HttpResponse, redact, valueAt } from '@hatchery/core';

/** Statuses of errors that stay, which Twilio explains in the body. */
export const refusals: readonly number[] = [400, 401, 403, 404, 410];

/** An answer that is an error, in Twilio's words: its message, its own code, where to read on. */
export async function refusal(response: HttpResponse): Promise<HatcheryError> {
  const { status } = response;
  const body = await response.json().catch(() => undefined);
  const code = valueAt(body, 'code');
  const number = typeof code === 'number' && Number.isSafeInteger(code) && code > 0 ? code : undefined;
  return new HatcheryError(
    status === 401 || status === 403 ? 'UNAUTHORIZED' : 'HTTP_STATUS',
    `Twilio answered ${status}${said(valueAt(body, 'message'), number)}.`,
    {
      hint: hint(status, number),
      context: { status, ...(number === undefined ? {} : { twilioCode: number }) },
    },
  );
}

function said(message: unknown, code: number | undefined): string {
  const text = typeof message === 'string' ? oneLine(redact(message)) : '';
  const number = code === undefined ? '' : ` (code ${code})`;
  return text === '' ? number : `: ${text}${number}`;
}

/** The page that Twilio names in `more_info`, made from the code: a link in an answer is not passed on to people. */
function hint(status: number, code: number | undefined): string | undefined {
  const page = code === undefined ? '' : ` Twilio explains it on https://www.twilio.com/docs/errors/${code}.`;
  if (status === 401)
    return `The SID and the token, or the API key and its secret, do not fit together or are no longer valid.${page}`;
  if (status === 403) return `The credentials are known, but may not read the events.${page}`;
  return page === '' ? undefined : page.trimStart();
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .replace(/\.$/, '');
}
