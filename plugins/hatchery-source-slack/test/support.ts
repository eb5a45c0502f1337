import type { LandedBytes, SlackEntry, SlackServer, SourceHarness } from '@hatchery/testkit';

/** When the runs of these tests take place. With the two minutes of settling, the first one covers {@link firstWindow}. */
export const now = new Date('2026-03-01T12:00:00Z');
export const firstWindow = { from: new Date('2026-03-01T11:48:00Z'), to: new Date('2026-03-01T11:58:00Z') };

export function minutesLater(minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** Unix seconds. */
export function second(date: Date): number {
  return date.getTime() / 1000;
}

/** The ids of all entries landed, as often as they were, sorted. */
export async function landedIds(harness: SourceHarness): Promise<string[]> {
  return idsOf(await harness.landed());
}

export function idsOf(landed: readonly LandedBytes[]): string[] {
  return landed
    .flatMap(({ bytes }) => (JSON.parse(bytes.toString()) as { entries: SlackEntry[] }).entries.map(({ id }) => id))
    .sort();
}

export function ids(entries: readonly SlackEntry[]): string[] {
  return entries.map(({ id }) => id).sort();
}

/** The queries of all requests so far. */
export function queries(server: SlackServer): Record<string, string>[] {
  return server.log.map(({ request }) => Object.fromEntries(request.query));
}
