import { HatcheryError } from '@hatchery/core';

const hints: Readonly<Record<string, string>> = {
  RATE_LIMITED:
    'Twilio limits how many requests an account has under way at once (its error 20429): run fewer of its streams side by side, or at other times than what else uses the account.',
  ORIGIN_REFUSED:
    'The credentials go to the origin of baseUrl only. If that is a proxy of yours, it has to rewrite the URLs of next pages, too.',
};

/** A failed request's error, with what it means with Twilio. */
export function withHint(error: unknown): unknown {
  const hint = HatcheryError.is(error) ? hints[error.code] : undefined;
  if (!HatcheryError.is(error) || hint === undefined) return error;
  const { code, message, context, transient } = error;
  return new HatcheryError(code, message, { hint, cause: error, context, transient });
}
