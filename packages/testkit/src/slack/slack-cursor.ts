import type { SlackEntry } from './slack-entry.ts';

/** Where the next page begins: that entry and all that are older. */
export interface SlackPosition {
  readonly date: number;
  readonly id: string;
}

/** The cursor, in the form in which Slack writes it. */
export function slackCursor(next: SlackEntry): string {
  return Buffer.from(`next_cursor:${next.date_create}|${next.id}`).toString('base64');
}

/** @returns `undefined` if Slack cannot have written it */
export function slackPosition(cursor: string): SlackPosition | undefined {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const [, date, id] = /^next_cursor:(\d+)\|(.+)$/.exec(text) ?? [];
  return date === undefined || id === undefined ? undefined : { date: Number(date), id };
}

/** Ascending order: by time, then by id. */
export function bySlackTime(a: SlackEntry, b: SlackEntry): number {
  return a.date_create - b.date_create || (a.id < b.id ? -1 : Number(a.id > b.id));
}
