import type { Problem } from './check-request.ts';
import { type ResumingRequest, resumeOf } from './resume.ts';
import { granularityOf } from './granularity.ts';

interface TimeKeys extends ResumingRequest {
  readonly granularity?: number | undefined;
  readonly maxSpan?: number | undefined;
  readonly settle?: number | undefined;
  readonly requests?: readonly ResumingRequest[] | undefined;
}

/** Reports what does not go together among the keys that are about time. */
export function checkTimeKeys(given: TimeKeys, problem: Problem): void {
  const { granularity, maxSpan, settle, requests = [] } = given;
  if (granularity === 0) problem('must be longer than 0', ['granularity']);
  else if (maxSpan !== undefined && (maxSpan === 0 || maxSpan % granularityOf(given) !== 0)) {
    problem(`must be a multiple of the granularity, ${granularityOf(given)} ms`, ['maxSpan']);
  }
  const ways = new Set(requests.map((request) => resumeOf(request)));
  if ((settle ?? 0) > 0 && ways.size > 1) {
    problem(
      'requests by `window` alone and requests that are polled cannot share it: put them into streams of their own',
      ['settle'],
    );
  }
}
