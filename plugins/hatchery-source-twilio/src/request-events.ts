import { followUrl, type HttpClient } from '@hatchery/core';
import { credentials } from './credentials.ts';
import { type EventsPage, readEventsPage } from './events-page.ts';
import type { TwilioOptions } from './options.ts';
import { refusal, refusals } from './refusal.ts';
import { withHint } from './with-hint.ts';

/** Which events to ask for. */
export interface EventsQuery {
  /** The first whole second, inclusive. */
  readonly start?: Date | undefined;
  /** The last whole second, inclusive. */
  readonly end?: Date | undefined;
  readonly pageSize: number;
  /** The path and query of a page that an earlier one named. @default the first page */
  readonly next?: string | undefined;
}

/**
 * Requests one page.
 *
 * @throws HatcheryError `ORIGIN_REFUSED` if the next page is elsewhere, `UNAUTHORIZED`, `HTTP_STATUS`, `HTTP_BODY`
 */
export async function requestEvents(http: HttpClient, config: TwilioOptions, query: EventsQuery): Promise<EventsPage> {
  const first = `${config.baseUrl.replace(/\/+$/, '')}/Events`;
  try {
    const url = query.next === undefined ? first : followUrl(query.next, first);
    const response = await http({
      url,
      auth: credentials(config),
      headers: { accept: 'application/json' },
      query: missingFrom(url, parameters(config, query)),
      accept: refusals,
      ...(config.accountSid === undefined ? {} : { rateLimitKey: `twilio:${config.accountSid}` }),
    });
    if (response.status >= 400) throw await refusal(response);
    return await readEventsPage(response, first);
  } catch (error) {
    throw withHint(error);
  }
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

function parameters(config: TwilioOptions, { start, end, pageSize }: EventsQuery): Parameters {
  return {
    ActorSid: config.actorSid,
    EventType: config.eventType,
    ResourceSid: config.resourceSid,
    SourceIpAddress: config.sourceIpAddress,
    StartDate: start && wholeSecond(start),
    EndDate: end && wholeSecond(end),
    PageSize: pageSize,
  };
}

/** A page's URL should say all filters again; those that it leaves out are added, as the page token may forget them. */
function missingFrom(url: string, wanted: Parameters): Parameters {
  const { searchParams } = new URL(url);
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !searchParams.has(name)));
}

/** GMT, in the form of Twilio's own libraries: no fraction. */
function wholeSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
