import type { TwilioEvent } from './twilio-event.ts';

/** The parameters of `GET /Events`, read as Twilio reads them. */
export interface TwilioQuery {
  readonly pageSize: number;
  /** As the client says it; it means nothing. */
  readonly page: number;
  readonly pageToken: string | undefined;
  readonly matches: (event: TwilioEvent) => boolean;
}

/** The parameters that choose events. The page's URL says them again. */
export const filterNames = ['ActorSid', 'EventType', 'ResourceSid', 'SourceIpAddress', 'StartDate', 'EndDate'] as const;

const largestPage = 1000;
const defaultPage = 50;
const isoDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/;
const day = 24 * 3_600_000;

/** @returns a sentence if a parameter is wrong */
export function readTwilioQuery(query: URLSearchParams): TwilioQuery | string {
  const pageSize = wholeNumber(query.get('PageSize'), defaultPage);
  if (pageSize < 1 || Number.isNaN(pageSize)) return 'Page size must be greater than 0';
  if (pageSize > largestPage) return `Page size must not be greater than ${largestPage}`;
  const page = wholeNumber(query.get('Page'), 0);
  if (Number.isNaN(page)) return "Parameter 'Page' is not valid";
  const start = startOf(query.get('StartDate'));
  if (Number.isNaN(start)) return "Parameter 'StartDate' is not valid";
  const end = endOf(query.get('EndDate'));
  if (Number.isNaN(end)) return "Parameter 'EndDate' is not valid";

  const is = (name: string, value: string | null): boolean => !query.has(name) || query.get(name) === value;
  const matches = (event: TwilioEvent): boolean => {
    const time = Date.parse(event.event_date);
    return (
      time >= start &&
      time <= end &&
      is('ActorSid', event.actor_sid) &&
      is('EventType', event.event_type) &&
      is('ResourceSid', event.resource_sid) &&
      is('SourceIpAddress', event.source_ip_address)
    );
  };
  return { pageSize, page, pageToken: query.get('PageToken') ?? undefined, matches };
}

function wholeNumber(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function startOf(text: string | null): number {
  if (text === null) return Number.NEGATIVE_INFINITY;
  return isoDate.test(text) ? Date.parse(text) : Number.NaN;
}

/** A day without a time counts to its end. */
function endOf(text: string | null): number {
  if (text === null) return Number.POSITIVE_INFINITY;
  if (!isoDate.test(text)) return Number.NaN;
  return Date.parse(text) + (text.includes('T') ? 0 : day - 1);
}
