import { type ApiRequest, jsonObject, jsonReply, openCursor, opaqueCursor, type Reply } from '@hatchery/testkit';
import { type AuditEvent, within } from './events.ts';

/** Answers one request in one style of paging. */
export type PagingStyle = (request: ApiRequest, events: readonly AuditEvent[], baseUrl: string) => Reply;

const limit = 4;

/** The ways of services to lead from page to page, each under a path of its own. */
export const pagingStyles: Readonly<Record<string, PagingStyle>> = {
  '/cursor': ({ query }, events) => {
    const { items, next } = slice(within(events, query.get('from'), query.get('to')), query.get('cursor'));
    return jsonReply({ data: { items }, 'paging.meta': { next: next ?? null } });
  },
  '/search': (request, events) => {
    const body = jsonObject(request) as { filter: { from: string; to: string }; page?: { cursor?: string } };
    const { items, next } = slice(within(events, body.filter.from, body.filter.to), body.page?.cursor ?? null);
    return jsonReply({ data: items, meta: next === undefined ? {} : { page: { after: next } } });
  },
  '/header-cursor': ({ query }, events) => {
    const { items, next } = slice(within(events, query.get('from'), query.get('to')), query.get('cursor'));
    return jsonReply(items, next === undefined ? {} : { headers: { 'x-next-cursor': next } });
  },
  '/next-url': ({ query, path }, events, baseUrl) => {
    const { items, next } = slice(within(events, query.get('from'), query.get('to')), query.get('token'));
    return jsonReply({
      items,
      links: { next: next === undefined ? null : `${baseUrl}${path}?${follow(query, 'token', next)}` },
    });
  },
  '/relative-url': ({ query, path }, events) => {
    const { items, next } = slice(within(events, query.get('from'), query.get('to')), query.get('token'));
    return jsonReply(
      next === undefined
        ? { items, done: true }
        : { items, done: false, next: `${path}?${follow(query, 'token', next)}` },
    );
  },
  '/header-url': ({ query, path }, events, baseUrl) => {
    const { items, next } = slice(within(events, query.get('from'), query.get('to')), query.get('nextPage'));
    const headers = next === undefined ? {} : { NextPageUri: `${baseUrl}${path}?${follow(query, 'nextPage', next)}` };
    return jsonReply(items, { headers });
  },
  '/link': ({ query, path }, events, baseUrl) => {
    const { items, next } = slice(within(events, query.get('from'), query.get('to')), query.get('after'));
    const self = `<${baseUrl}${path}?${query}>; rel="self"`;
    const link =
      next === undefined
        ? self
        : `${self}, <${baseUrl}${path}?${follow(query, 'after', next)}>; title="a, b"; rel="next"`;
    return jsonReply(items, { headers: { link } });
  },
  '/page': ({ query }, events) => {
    const from = (Number(query.get('page') ?? '1') - 1) * limit;
    return jsonReply({ result: within(events, query.get('from'), query.get('to')).slice(from, from + limit) });
  },
  '/page-flag': ({ query }, events) => {
    const from = Number(query.get('page') ?? '0') * limit;
    const found = within(events, query.get('from'), query.get('to'));
    return jsonReply({ rows: found.slice(from, from + limit), has_more: from + limit < found.length });
  },
  '/offset': ({ query }, events) => {
    const from = Number(query.get('offset') ?? '0');
    return jsonReply({ logs: within(events, query.get('from'), query.get('to')).slice(from, from + limit) });
  },
};

function slice(
  events: readonly AuditEvent[],
  cursor: string | null,
): { items: AuditEvent[]; next: string | undefined } {
  const from = Number(openCursor(cursor ?? '')?.['from'] ?? 0);
  const next = from + limit < events.length ? opaqueCursor({ from: from + limit }) : undefined;
  return { items: events.slice(from, from + limit), next };
}

function follow(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const copy = new URLSearchParams(query);
  copy.set(name, value);
  return copy;
}
