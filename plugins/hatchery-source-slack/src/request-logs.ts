import { HatcheryError, type HttpClient } from '@hatchery/core';
import { type LogsPage, readLogsPage } from './logs-page.ts';
import type { SlackOptions } from './options.ts';

/** Where in the log a page is. */
export interface LogsQuery {
  /** Unix seconds, inclusive. */
  readonly oldest?: number | undefined;
  /** Unix seconds, inclusive. */
  readonly latest?: number | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Requests one page. Slack's cursor remembers no filter, so each request says all of them again. */
export async function requestLogs(http: HttpClient, config: SlackOptions, query: LogsQuery): Promise<LogsPage> {
  const { organization } = config;
  try {
    const response = await http({
      url: `${config.baseUrl.replace(/\/+$/, '')}/logs`,
      auth: { bearer: config.token },
      headers: { accept: 'application/json' },
      query: { ...query, action: config.action?.join(','), actor: config.actor, entity: config.entity },
      ...(organization === undefined ? {} : { rateLimitKey: `slack:${organization}` }),
    });
    return await readLogsPage(response);
  } catch (error) {
    throw withHint(error);
  }
}

function withHint(error: unknown): unknown {
  if (!HatcheryError.is(error) || error.code !== 'UNAUTHORIZED') return error;
  return new HatcheryError(error.code, error.message, {
    hint: 'The audit log needs Slack Enterprise, and a user token of an organization owner with the scope auditlogs:read, of an app installed on the organization.',
    cause: error,
    context: error.context,
  });
}
