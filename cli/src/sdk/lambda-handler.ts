import { HatcheryError } from '@hatchery/core';
import type { RunReport } from '@hatchery/engine';
import { reportJson } from '../run/report-json.ts';
import { exitCodeOfReport } from '../exit-code.ts';
import { run, type RunRequestOptions } from './run.ts';

/** What a function of AWS Lambda is called with: which streams to run. */
export interface LambdaEvent {
  readonly ids?: readonly string[];
  readonly tags?: readonly string[];
  readonly all?: boolean;
}

/** What of Lambda's context is used. */
export interface LambdaContext {
  /** Milliseconds until Lambda ends the function. */
  getRemainingTimeInMillis(): number;
}

export interface LambdaHandlerOptions extends Pick<RunRequestOptions, 'config' | 'environment' | 'concurrency'> {
  /**
   * Gives environment variables that are secrets, by name. Asked before the first run; again before the next, if it
   * failed. @default none
   */
  readonly secrets?: () => Promise<Readonly<Record<string, string>>>;
  /** How long before its end the function stops its streams, in milliseconds. @default 15000 */
  readonly margin?: number;
}

export type LambdaHandler = (event: LambdaEvent, context: LambdaContext) => Promise<object>;

/**
 * Makes a handler for AWS Lambda, which runs the streams that its event names and gives the report back, as
 * `hatchery run --json` prints it. It stops in time before Lambda would: what was begun is finished by the next run.
 *
 * The handler rejects with every failure (an `AggregateError` where several streams failed), so that Lambda counts
 * it and tries again; a stream that another run holds is none.
 *
 * @example
 * export const handler = lambdaHandler({ config: './hatchery.yaml' });
 */
export function lambdaHandler(options: LambdaHandlerOptions = {}): LambdaHandler {
  const { secrets, margin = 15_000, ...request } = options;
  let given: Promise<void> | undefined;
  return async (event, context) => {
    const { ids = [], tags = [], all = false } = event;
    given ??= setVariables(secrets);
    await given.catch((error: unknown) => {
      given = undefined;
      throw error;
    });
    const deadline = new AbortController();
    const timer = setTimeout(
      () => deadline.abort(new HatcheryError('CANCELLED', "The function's time is nearly over.")),
      Math.max(0, context.getRemainingTimeInMillis() - margin),
    );
    try {
      const report = await run({ ...request, ids, tags, all, signal: deadline.signal, telemetry: true });
      throwFailures(report);
      return reportJson(report, exitCodeOfReport(report));
    } finally {
      clearTimeout(timer);
    }
  };
}

async function setVariables(secrets: LambdaHandlerOptions['secrets']): Promise<void> {
  Object.assign(process.env, await secrets?.());
}

function throwFailures({ streams }: RunReport): void {
  const undone = streams.filter(({ status }) => status === 'failed' || status === 'cancelled');
  const errors = undone.map(
    ({ id, error }) =>
      error ?? new HatcheryError('CANCELLED', `The stream "${id}" was not finished.`, { context: { stream: id } }),
  );
  const [first, second] = errors;
  if (first === undefined) return;
  if (second === undefined) throw first;
  const messages = errors.map(({ message }) => message).join(' ');
  throw new AggregateError(errors, `${errors.length} of ${streams.length} streams failed: ${messages}`);
}
