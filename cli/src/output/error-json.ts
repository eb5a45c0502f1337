import { type ErrorContext, HatcheryError } from '@hatchery/core';
import type { ConfigProblem } from '@hatchery/host';
import { causesOf, linkOf } from './error-chain.ts';
import { problemsOf } from './problems-of.ts';

/** An error as `--json` and the JSON log give it. */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly context?: ErrorContext;
  /** What is wrong in a config, place by place. */
  readonly problems?: readonly Omit<ConfigProblem, 'error'>[];
  /** What caused it, nearest first. */
  readonly causes?: readonly { readonly code?: string; readonly message: string }[];
}

/** @param code the code of an error that has none */
export function errorJson(error: unknown, code = 'INTERNAL'): ErrorJson {
  const link = linkOf(error);
  const known = HatcheryError.is(error) ? error : undefined;
  const problems = problemsOf(error)?.map(({ error: _error, ...problem }) => problem);
  const causes = causesOf(error).map((cause) =>
    cause.code === undefined ? { message: cause.message } : { code: cause.code, message: cause.message },
  );
  return {
    code: known?.code ?? code,
    message: link.message,
    ...(known?.hint !== undefined && { hint: known.hint }),
    ...(known !== undefined && Object.keys(known.context).length > 0 && { context: known.context }),
    ...(problems !== undefined && { problems }),
    ...(causes.length > 0 && { causes }),
  };
}
