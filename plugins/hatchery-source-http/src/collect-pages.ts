import { HatcheryError, type Pipe, pages } from '@hatchery/core';
import { isEmptySpan, pageRequest, requestSpan } from './page-request.ts';
import type { PlannedRequest } from './plan.ts';
import { advance, holdsOnlySeen } from './position.ts';
import type { Progress } from './progress.ts';
import { persists } from './resume.ts';
import { fingerprint, type ReadPage, readPage } from './read-page.ts';

/** Collects a request of one page or many: lands each page as it came, and commits after each. */
export async function collectPages(planned: PlannedRequest, pipe: Pipe, progress: Progress): Promise<void> {
  const { name, options } = planned;
  const { page, cursor: lasting, position } = progress.of(name);
  const isLasting = persists(options) && !pipe.bounded;
  const span = requestSpan(planned, pipe, position);
  if (options.window !== undefined && !isLasting && isEmptySpan(span)) {
    await pipe.commit(progress.set(name, { done: true }));
    return;
  }
  const isRepeat = repeatDetector(planned);
  const walk = pages({
    start: isLasting ? lasting : page,
    fetch: async (cursor) => {
      const read = await readPage(planned, await pipe.http(pageRequest(planned, span, cursor)), cursor);
      await isRepeat(read);
      return read;
    },
    next: (read) => (read.isLast ? undefined : read.place),
  });
  let count = 0;
  for await (const { answer, cursor, next } of walk) {
    const place = isLasting ? lastingPlace(planned, answer, cursor) : undefined;
    const reached = advance(options, progress.of(name).reached ?? position, span.window.from, answer.items ?? []);
    if (isWanted(planned, answer, position)) {
      await pipe.spout(answer.response, { format: options.format, schemaHint: planned.schemaHint });
    }
    const places = isLasting ? { cursor: place } : { page: next };
    await pipe.commit(progress.set(name, { ...places, reached, done: next === undefined ? true : undefined }));
    count += 1;
    if (next !== undefined && count === options.pagination?.maxPages) return stopEarly(planned, pipe, count);
  }
}

function isWanted({ options }: PlannedRequest, { items }: ReadPage, position: ReturnType<typeof advance>): boolean {
  if (items === undefined || options.keepEmpty === true) return true;
  return items.length > 0 && !holdsOnlySeen(options, position, items);
}

/** Where the next run goes on. A page without items moves nothing if it names no place. */
function lastingPlace(
  { options }: PlannedRequest,
  { place, items }: ReadPage,
  cursor: string | undefined,
): string | undefined {
  if (place !== undefined || items?.length === 0) return place ?? cursor;
  throw new HatcheryError('HTTP_BODY', 'The last page names no place to go on from in the next run.', {
    hint: 'Such a service cannot be polled with `persist`; use `window` or `position` to go on from run to run.',
    context: { pagination: options.pagination?.kind },
  });
}

/** Notices a service that ignores the number of the page, and would send the first one for ever. */
function repeatDetector({ options }: PlannedRequest): (page: ReadPage) => Promise<void> {
  const { pagination } = options;
  let last: string | undefined;
  return async ({ response, items }) => {
    if ((pagination?.kind !== 'page' && pagination?.kind !== 'offset') || items?.length === 0) return;
    const current = await fingerprint(response);
    if (current === last) {
      throw new HatcheryError('CURSOR_REPEATED', 'The service sent the same page twice, for two different numbers.', {
        hint: `It may not know the parameter "${pagination.name}".`,
      });
    }
    last = current;
  };
}

/** Ends at `maxPages`; without a lasting place, the window must stay open for the next run to finish it. */
function stopEarly({ options }: PlannedRequest, pipe: Pipe, count: number): void {
  if (persists(options) && !pipe.bounded) {
    pipe.log.info('stopped at maxPages; the next run goes on there', { pages: count });
    return;
  }
  throw new HatcheryError(
    'SOURCE_FAILED',
    `There are more than the ${count} pages that \`maxPages\` allows in one run.`,
    {
      hint: 'What was collected is kept, and the next run goes on there. Raise `maxPages`, or run more often.',
    },
  );
}
