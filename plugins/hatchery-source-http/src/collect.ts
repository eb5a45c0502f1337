import { HatcheryError, type Pipe } from '@hatchery/core';
import { collectDocument } from './collect-document.ts';
import { collectPages } from './collect-pages.ts';
import type { Options } from './options.ts';
import { type PlannedRequest, planRequests } from './plan.ts';
import { Progress } from './progress.ts';
import { knowsEnd } from './window-parameters.ts';

/** Failures of one request, which say nothing of the others. */
const ownFailures = new Set<string>([
  'NETWORK',
  'TIMEOUT',
  'HTTP_STATUS',
  'HTTP_BODY',
  'RATE_LIMITED',
  'UNAUTHORIZED',
  'ORIGIN_REFUSED',
  'CURSOR_REPEATED',
]);
const shownFailures = 10;

/** Makes all requests of a config, one after another; one that fails does not keep the others from being made. */
export async function collect({ config, pipe }: { readonly config: Options; readonly pipe: Pipe }): Promise<void> {
  const requests = planRequests(config);
  if (pipe.bounded) requireEnds(requests);
  const progress = new Progress(pipe);
  const failures: HatcheryError[] = [];
  for (const request of requests) {
    if (progress.of(request.name).done === true) continue;
    try {
      await (isLookedInto(request) ? collectPages : collectDocument)(request, pipe, progress);
    } catch (error) {
      if (!HatcheryError.is(error)) throw error;
      const failure = error.within({ request: request.name });
      if (pipe.signal.aborted || !ownFailures.has(error.code)) throw failure;
      failures.push(failure);
    }
  }
  report(failures, requests.length);
}

function isLookedInto({ options }: PlannedRequest): boolean {
  return options.pagination !== undefined || options.items !== undefined;
}

/** A run for a given time must collect nothing else. */
function requireEnds(requests: readonly PlannedRequest[]): void {
  const endless = requests.filter((request) => !knowsEnd(request.options.window));
  if (endless.length === 0) return;
  const names = endless.map((request) => `"${request.name}"`).join(', ');
  throw new HatcheryError('SOURCE_FAILED', `A given start and end time cannot be put into the request ${names}.`, {
    hint: 'Run this stream without --start-time and --end-time, or give the request a `window` with an end.',
  });
}

function report(failures: readonly HatcheryError[], requests: number): void {
  const [first] = failures;
  if (first === undefined) return;
  if (failures.length === 1) throw first;
  const shown = failures
    .slice(0, shownFailures)
    .map((failure) => `${String(failure.context['request'])}: ${failure.message}`);
  const more = failures.length > shownFailures ? ` And ${failures.length - shownFailures} more.` : '';
  throw new HatcheryError(first.code, `${failures.length} of ${requests} requests failed. ${shown.join(' ')}${more}`, {
    hint: first.hint,
    cause: new AggregateError(failures, 'All failures'),
    context: { phase: 'collect' },
  });
}
