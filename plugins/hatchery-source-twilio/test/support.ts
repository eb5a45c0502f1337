import type { LandedBytes, SourceHarness, TwilioEvent, TwilioServer } from '@hatchery/testkit';

/** When the runs of these tests take place. With the two minutes of settling, the first one covers {@link firstWindow}. */
export const now = new Date('2026-03-01T12:00:00Z');
export const firstWindow = { from: new Date('2026-03-01T11:48:00Z'), to: new Date('2026-03-01T11:58:00Z') };

export function minutesLater(minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** A time some seconds after another. */
export function secondsAfter(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

/** Options with which a source may read from a local server. */
export function access({ accountSid, authToken, baseUrl }: TwilioServer): {
  readonly accountSid: string;
  readonly authToken: string;
  readonly baseUrl: string;
} {
  return { accountSid, authToken, baseUrl };
}

/** The sids of all events landed, as often as they were, sorted. */
export async function landedSids(harness: SourceHarness): Promise<string[]> {
  return sidsOf(await harness.landed());
}

export function sidsOf(landed: readonly LandedBytes[]): string[] {
  return landed
    .flatMap(({ bytes }) => (JSON.parse(bytes.toString()) as { events: TwilioEvent[] }).events.map(({ sid }) => sid))
    .sort();
}

export function sids(events: readonly TwilioEvent[]): string[] {
  return events.map(({ sid }) => sid).sort();
}

/** The queries of all requests so far. */
export function queries(server: TwilioServer): Record<string, string>[] {
  return server.log.map(({ request }) => Object.fromEntries(request.query));
}
