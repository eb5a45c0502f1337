import { CursorGuard } from './cursor-guard.ts';

export interface PagesOptions<Answer> {
  /** Where to begin, from a checkpoint; `undefined` for the first page. */
  readonly start?: string | undefined;
  /** Requests the page at a cursor; `undefined` for the first page. */
  readonly fetch: (cursor: string | undefined) => Promise<Answer>;
  /** The cursor of the page after this one; `undefined` if this is the last. */
  readonly next: (answer: Answer) => string | undefined | Promise<string | undefined>;
}

export interface Page<Answer> {
  readonly answer: Answer;
  /** The cursor that gave this page; `undefined` for the first. */
  readonly cursor: string | undefined;
  /** The cursor of the page after it: what to commit once this page is landed. `undefined` for the last. */
  readonly next: string | undefined;
}

/**
 * Walks through the pages of a service. A cursor is whatever text leads to a page: a token, a URL, a number's
 * digits. The next page is requested only when asked for, so land and commit one page before the loop goes on.
 *
 * A page whose next cursor was used before is not given: it ends the walk with an error and stays uncommitted.
 *
 * @throws HatcheryError `CURSOR_REPEATED`, and what `fetch` and `next` throw
 * @example
 * const walk = pages({
 *   start: pipe.checkpoint as string | undefined,
 *   fetch: (cursor) => pipe.http({ url, query: { limit: 100, cursor } }),
 *   next: async (answer) => cursorAt(await answer.json(), 'meta.next'),
 * });
 * for await (const { answer, next } of walk) {
 *   await pipe.spout(answer);
 *   await pipe.commit(next);
 * }
 */
export async function* pages<Answer>(options: PagesOptions<Answer>): AsyncGenerator<Page<Answer>, void, undefined> {
  const guard = new CursorGuard();
  let cursor = options.start;
  if (cursor !== undefined) guard.use(cursor);
  for (;;) {
    const answer = await options.fetch(cursor);
    const next = await options.next(answer);
    if (next !== undefined) guard.use(next);
    yield { answer, cursor, next };
    if (next === undefined) return;
    cursor = next;
  }
}
