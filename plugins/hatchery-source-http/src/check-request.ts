import { absoluteUrl } from './absolute-url.ts';
import type { RequestOptions } from './request-options.ts';
import { persists } from './resume.ts';
import { timeUnit } from './time-format.ts';
import { knowsEnd, knowsStart } from './window-parameters.ts';

/** Reports a problem at a path inside what is checked. */
export type Problem = (message: string, path?: PropertyKey[]) => void;

interface Surroundings {
  readonly baseUrl?: string | undefined;
  readonly granularity?: number | undefined;
  readonly overlap?: number | undefined;
}

/** Reports what a schema cannot see: options of one request that do not go together. */
export function checkRequest(request: RequestOptions, around: Surroundings, problem: Problem): void {
  checkUrl(request, around, problem);
  checkBody(request, problem);
  checkPagination(request, problem);
  checkTimes(request, around, problem);
  if (request.conditional === true && !isPlainDocument(request)) {
    problem('`conditional` is for a plain GET without `window`, `pagination`, `items` and `position`', ['conditional']);
  }
  if (request.itemsOptional !== undefined && request.items === undefined) {
    problem('`itemsOptional` needs `items`', ['itemsOptional']);
  }
  if (request.keepEmpty !== undefined && request.items === undefined) {
    problem('`keepEmpty` needs `items`', ['keepEmpty']);
  }
}

/** Whether a request is one document that is there or not, changed or not. */
export function isPlainDocument(request: RequestOptions): boolean {
  const parts = [request.window, request.pagination, request.items, request.position, request.json, request.text];
  return parts.every((part) => part === undefined) && (request.method ?? 'GET') === 'GET';
}

function checkUrl(request: RequestOptions, around: Surroundings, problem: Problem): void {
  const url = absoluteUrl(request.url, around.baseUrl);
  if (url === undefined) {
    const hint = around.baseUrl === undefined ? ' (it is relative, and there is no `baseUrl`)' : '';
    problem(`not an http or https URL${/^[a-z]+:/i.test(request.url) ? '' : hint}`, ['url']);
    return;
  }
  if (url.username !== '' || url.password !== '') {
    problem('put the user name and password into `auth.basic`, not into the URL', ['url']);
  }
}

function checkBody(request: RequestOptions, problem: Problem): void {
  const { json, text, window, pagination } = request;
  if (json !== undefined && text !== undefined) problem('give `json` or `text`, not both', ['text']);
  const places = [window?.from, window?.to, window?.range, pagination];
  const inBody = places.some((place) => place !== undefined && 'in' in place && place.in === 'body');
  if (!inBody) return;
  if (text !== undefined) problem('a parameter can be put into a `json` body, not into `text`', ['text']);
  if (json !== undefined && (typeof json !== 'object' || json === null || Array.isArray(json))) {
    problem('must be an object, as a parameter is to be put into it', ['json']);
  }
}

function checkPagination(request: RequestOptions, problem: Problem): void {
  const { pagination, items } = request;
  if (pagination === undefined) return;
  const flags = [pagination.hasMore, pagination.done].filter((flag) => flag !== undefined);
  if (flags.length === 2) problem('give `hasMore` or `done`, not both', ['pagination', 'done']);
  if (flags.length > 0 && pagination.untilEmpty) {
    problem('`untilEmpty` cannot be joined with `hasMore` or `done`', ['pagination', 'untilEmpty']);
  }
  if (pagination.untilEmpty && items === undefined) problem('`untilEmpty` needs `items`', ['pagination', 'untilEmpty']);
  if (pagination.kind === 'cursor' || pagination.kind === 'nextUrl') {
    const sources = [pagination.path, pagination.header].filter((source) => source !== undefined);
    if (sources.length !== 1) problem('give exactly one of `path` and `header`', ['pagination']);
  }
  if (pagination.kind === 'offset' && items === undefined) {
    problem('counting items needs `items`', ['pagination', 'kind']);
  }
  if (pagination.kind === 'page' && items === undefined && flags.length === 0) {
    problem('knowing the last page needs `items`, or `hasMore` or `done`', ['pagination', 'kind']);
  }
  if ('pageSize' in pagination && pagination.pageSize !== undefined && items === undefined) {
    problem('`pageSize` needs `items`', ['pagination', 'pageSize']);
  }
  if (persists(request) && flags.length === 0 && !pagination.untilEmpty) {
    problem('`persist` needs `untilEmpty`, `hasMore` or `done`, as the last page names a place too', [
      'pagination',
      'persist',
    ]);
  }
  if (persists(request) && request.position !== undefined) {
    problem('`position` and a cursor with `persist` are two ways to go on: choose one', ['position']);
  }
}

function checkTimes(request: RequestOptions, around: Surroundings, problem: Problem): void {
  const { window, position, items } = request;
  if (window !== undefined && around.granularity !== undefined) {
    const unit = timeUnit(window.format);
    if (around.granularity === 0 || around.granularity % unit !== 0) {
      problem(`\`granularity\` must be a multiple of ${unit} ms, the finest step that this format tells`, [
        'window',
        'format',
      ]);
    }
  }
  if (window !== undefined && !knowsStart(window)) {
    problem('give it a start: `from`, or `{from}` in `range.value`', ['window']);
  }
  const isOpen = window !== undefined && (!knowsEnd(window) || window.to?.onlyBounded === true);
  if (isOpen && position === undefined && !persists(request)) {
    problem(
      'without an end, the same events would come in every run: give it one, or `position`, or a cursor with `persist`',
      ['window'],
    );
  }
  if (position === undefined) return;
  if (items === undefined) problem('`position` needs `items`', ['position']);
  if (!knowsStart(window)) problem('`position` needs a `window` with a start, to ask from there', ['position']);
  if ((around.overlap ?? 0) > 0) {
    problem('`overlap` has no effect with `position`, which asks from the newest item seen', ['position']);
  }
}
