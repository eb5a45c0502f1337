import { cursorAt, HatcheryError, type HttpResponse, itemsAt, valueAt } from '@hatchery/core';

/** One answer of `GET /logs`, understood as far as paging needs it. */
export interface LogsPage {
  /** The bytes as Slack sent them: its JSON escapes slashes, so writing it anew would change it. */
  readonly response: HttpResponse;
  readonly entries: readonly unknown[];
  /** The next page's cursor; the last page has an empty one, or no metadata at all. */
  readonly next: string | undefined;
}

const rejections =
  /^(invalid_auth|not_authed|account_inactive|token_(revoked|expired)|missing_scope|not_allowed_token_type|no_permission|feature_not_enabled|invalid_workspace|team_not_authorized)$/;

/**
 * Reads an answer.
 *
 * @throws HatcheryError `HTTP_BODY` if it is no page of logs; `UNAUTHORIZED`, `SOURCE_FAILED` if Slack says `"ok": false`
 */
export async function readLogsPage(response: HttpResponse): Promise<LogsPage> {
  const body = await response.json();
  if (valueAt(body, 'ok') === false) throw refusal(valueAt(body, 'error'));
  return { response, entries: itemsAt(body, 'entries'), next: cursorAt(body, 'response_metadata.next_cursor') };
}

/** The `date_create` of the oldest entry, Unix seconds; `undefined` if no entry has one. */
export function oldestSecond(entries: readonly unknown[]): number | undefined {
  const seconds = entries.map((entry) => valueAt(entry, 'date_create')).filter((value) => Number.isInteger(value));
  return seconds.length === 0 ? undefined : (seconds as number[]).reduce((a, b) => Math.min(a, b));
}

function refusal(said: unknown): HatcheryError {
  const name = typeof said === 'string' && /^\w{1,60}$/.test(said) ? said : 'unknown_error';
  return new HatcheryError(
    rejections.test(name) ? 'UNAUTHORIZED' : 'SOURCE_FAILED',
    `Slack refused the request: ${name}.`,
  );
}
