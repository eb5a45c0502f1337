import { type CollectContext, HatcheryError, pages, type Window } from '@hatchery/core';
import { type LogsPage, oldestSecond } from './logs-page.ts';
import type { SlackOptions } from './options.ts';
import { requestLogs } from './request-logs.ts';

/** How far a window that was broken off has come; null where nothing is known yet. */
type Progress = {
  readonly cursor: string;
  /** Unix seconds of the oldest entry landed: the way back in when the cursor is no longer known. */
  readonly reached: number | null;
};

/** Collects the window's pages, newest first, each landed as received and committed before the next is asked for. */
export async function collect({ config, pipe }: CollectContext<SlackOptions>): Promise<void> {
  const { oldest, latest } = inclusiveSeconds(pipe.window);
  if (latest < oldest) return;
  const progress = pipe.checkpoint as Progress | undefined;
  let reached = progress?.reached ?? null;

  async function fetch(cursor: string | undefined): Promise<LogsPage> {
    try {
      return await requestLogs(pipe.http, config, { oldest, latest, limit: config.limit, cursor });
    } catch (error) {
      if (cursor === undefined || !isUnknownCursor(error)) throw error;
      pipe.log.warn('Slack no longer knows the page cursor; going on by time, with the entries of one second again.', {
        reached,
      });
      return requestLogs(pipe.http, config, { oldest, latest: reached ?? latest, limit: config.limit });
    }
  }

  let count = 0;
  for await (const { answer, next } of pages({ start: progress?.cursor, fetch, next: (page) => page.next })) {
    if (answer.entries.length > 0) await pipe.spout(answer.response, { format: 'json' });
    if (next === undefined) return;
    reached = oldestSecond(answer.entries) ?? reached;
    await pipe.commit({ cursor: next, reached });
    count += 1;
    if (count === config.maxPages) throw pageLimit(count);
  }
}

/** Slack's ends are whole seconds that both belong to the window; the host's `to` does not. */
function inclusiveSeconds({ from, to }: Window): { oldest: number; latest: number } {
  return { oldest: Math.ceil(from.getTime() / 1000), latest: Math.ceil(to.getTime() / 1000) - 1 };
}

function isUnknownCursor(error: unknown): boolean {
  return HatcheryError.is(error) && error.code === 'HTTP_STATUS' && error.context['status'] === 400;
}

function pageLimit(count: number): HatcheryError {
  return new HatcheryError('PAGE_LIMIT', `There is more in this window than maxPages lets one run take (${count}).`, {
    hint: 'What was collected is kept; the next run goes on there. Raise maxPages or limit, or run more often.',
  });
}
