import { type ErrorContext, HatcheryError, redact } from '@hatchery/core';
import { contractHint } from './contract-rules.ts';
import { describeValue } from './describe-value.ts';
import { placeOf } from './place-of.ts';

/** A chain of causes longer than this, or a circle of them, tells nothing more. */
const deepest = 10;

/**
 * Whatever a plugin threw, as one of ours, once: its code is kept, its cause too, and no secret is in any of it.
 */
export function streamError(error: unknown, context: ErrorContext): HatcheryError {
  try {
    return toOurs(error, context);
  } catch {
    // A getter or a proxy of the plugin's own that throws.
    return new HatcheryError('SOURCE_FAILED', 'The source threw something that cannot be read.', {
      context,
      hint: contractHint('throw-errors'),
    });
  }
}

function toOurs(error: unknown, context: ErrorContext): HatcheryError {
  if (HatcheryError.is(error)) return clean(error, context);
  if (error instanceof Error) {
    const place = placeOf(error, context.plugin ?? '');
    return new HatcheryError('SOURCE_FAILED', `The source failed: ${redact(error.message)}`, {
      cause: cleanCause(error),
      context: cleanContext({ ...context, ...(place === undefined ? {} : { place }) }),
    });
  }
  return new HatcheryError('SOURCE_FAILED', `The source threw ${describeValue(error)}, which is not an Error.`, {
    context,
    hint: contractHint('throw-errors'),
  });
}

function clean(error: HatcheryError, context: ErrorContext, depth = 0): HatcheryError {
  const copy = new HatcheryError(error.code, redact(error.message), {
    hint: error.hint === undefined ? undefined : redact(error.hint),
    cause: cleanCause(error.cause, depth),
    context: cleanContext({ ...context, ...error.context }),
    transient: error.transient,
  });
  if (error.stack !== undefined) copy.stack = redact(error.stack);
  return copy;
}

function cleanContext(context: ErrorContext): ErrorContext {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  );
}

/** The cause itself if it shows no secret, else a copy of what may be shown of it. */
function cleanCause(cause: unknown, depth = 0): unknown {
  if (cause === undefined || depth === deepest) return undefined;
  if (HatcheryError.is(cause)) return clean(cause, {}, depth + 1);
  if (!(cause instanceof Error)) return describeValue(cause);
  const inner = cleanCause(cause.cause, depth + 1);
  const stack = cause.stack ?? '';
  if (
    redact(cause.message) === cause.message &&
    redact(stack) === stack &&
    inner === cause.cause &&
    !hasSecretFields(cause)
  )
    return cause;
  const copy = new Error(redact(cause.message), inner === undefined ? undefined : { cause: inner });
  copy.name = cause.name;
  copy.stack = redact(stack);
  return copy;
}

/** Clients hang requests, headers and all, on their errors. */
function hasSecretFields(error: Error): boolean {
  return (
    Object.values(error).some((value) => typeof value === 'object' && value !== null) ||
    Object.values(error).some((value) => typeof value === 'string' && redact(value) !== value)
  );
}
