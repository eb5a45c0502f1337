import { jsonReply, type Reply } from '../server/reply.ts';

/** An error in Twilio's envelope. */
export function twilioRefusal(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Reply {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return jsonReply(body, { status, headers });
}
