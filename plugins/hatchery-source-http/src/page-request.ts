import { followUrl, type HttpRequest, type Window } from '@hatchery/core';
import { buildRequest } from './build-request.ts';
import type { PlannedRequest } from './plan.ts';
import type { Position } from './position.ts';
import { persists } from './resume.ts';
import { type Parameter, windowParameters } from './window-parameters.ts';
import { cutWindow } from './granularity.ts';

/** What one call of `collect` is to cover, as one request sees it. */
export interface Span {
  readonly window: Window;
  readonly bounded: boolean;
}

/** The span that a request asks for: the window cut to the granularity, from the newest item seen if it keeps that. */
export function requestSpan(planned: PlannedRequest, { window, bounded }: Span, position: Position | undefined): Span {
  const cut = cutWindow(window, planned.granularity);
  const from = position === undefined ? cut.from : new Date(position.timestamp);
  return { window: { from, to: cut.to }, bounded };
}

/** Whether there is no time in a span: it is shorter than a step of the API's time filter. */
export function isEmptySpan({ window }: Span): boolean {
  return window.from >= window.to;
}

/**
 * The request for the page at a cursor; `undefined` for the first.
 *
 * Filters are repeated with each page, as a service may not remember them in its cursor. A place in the service's log
 * that is kept from run to run takes the place of the window: it was made for another one.
 */
export function pageRequest(
  planned: PlannedRequest,
  { window, bounded }: Span,
  cursor: string | undefined,
): HttpRequest {
  const { window: windowOptions, pagination } = planned.options;
  const goesOn = persists(planned.options) && cursor !== undefined && !bounded;
  const filters = windowOptions === undefined || goesOn ? [] : windowParameters(windowOptions, window, bounded);
  if (pagination?.kind === 'nextUrl' || pagination?.kind === 'link') {
    if (cursor === undefined) return buildRequest(planned, { parameters: filters });
    // A kept place is checked again, as the config may allow less by now.
    const nextUrl = followUrl(cursor, planned.url, planned.allowedHosts);
    return buildRequest(planned, { nextUrl, parameters: filters.filter((filter) => filter.in === 'body') });
  }
  if (pagination === undefined || (cursor === undefined && pagination.kind === 'cursor')) {
    return buildRequest(planned, { parameters: filters });
  }
  if (pagination.kind === 'cursor') {
    const token: Parameter = { in: pagination.in, name: pagination.name, value: cursor ?? '' };
    return buildRequest(planned, {
      parameters: pagination.alone ? [token] : [...filters, token],
      alone: pagination.alone,
    });
  }
  const number = Number(cursor ?? (pagination.kind === 'page' ? pagination.first : 0));
  return buildRequest(planned, {
    parameters: [...filters, { in: pagination.in, name: pagination.name, value: number }],
  });
}
