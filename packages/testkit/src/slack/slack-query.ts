import type { SlackEntry } from './slack-entry.ts';
import { type SlackPosition, slackPosition } from './slack-cursor.ts';

/** The parameters of `GET /logs`, read as Slack reads them. */
export interface SlackQuery {
  readonly limit: number;
  readonly cursor: SlackPosition | undefined;
  readonly matches: (entry: SlackEntry) => boolean;
}

const largestLimit = 9999;
const mostActions = 30;

/** @returns the name of the error if a parameter is wrong */
export function readSlackQuery(query: URLSearchParams, defaultLimit: number): SlackQuery | string {
  const limit = wholeNumber(query.get('limit')) ?? defaultLimit;
  if (Number.isNaN(limit) || limit < 1 || limit > largestLimit) return 'invalid_limit';
  const oldest = wholeNumber(query.get('oldest')) ?? 0;
  const latest = wholeNumber(query.get('latest')) ?? Number.POSITIVE_INFINITY;
  if (Number.isNaN(oldest) || Number.isNaN(latest)) return 'invalid_arguments';
  const given = query.get('cursor');
  const cursor = given === null || given === '' ? undefined : slackPosition(given);
  if (given && cursor === undefined) return 'invalid_cursor';
  const actions = query.get('action')?.split(',');
  if (actions && actions.length > mostActions) return 'invalid_action';
  const actor = query.get('actor');
  const entity = query.get('entity');

  // The cursor says where to go on, and nothing of oldest and latest: who leaves them out gets all of history.
  const matches = (entry: SlackEntry): boolean =>
    entry.date_create >= oldest &&
    entry.date_create <= latest &&
    (cursor === undefined || isAtOrBefore(entry, cursor)) &&
    (actions === undefined || actions.includes(entry.action)) &&
    (actor === null || entry.actor.user.id === actor) &&
    (entity === null || entityId(entry) === entity);
  return { limit, cursor, matches };
}

function wholeNumber(text: string | null): number | undefined {
  if (text === null) return undefined;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function isAtOrBefore(entry: SlackEntry, position: SlackPosition): boolean {
  if (entry.date_create !== position.date) return entry.date_create < position.date;
  return entry.id <= position.id;
}

function entityId(entry: SlackEntry): unknown {
  return (entry.entity[entry.entity.type] as { id?: unknown } | undefined)?.id;
}
