import type {
  LandedBytes,
  OnePasswordFeed,
  OnePasswordItem,
  OnePasswordServer,
  SourceHarness,
} from '@hatchery/testkit';

/** When the runs of these tests take place. */
export const now = new Date('2026-03-01T12:00:00Z');
export const firstWindow = { from: new Date('2026-03-01T11:50:00Z'), to: now };

export function minutesLater(minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** The uuids of all items landed, as often as they were, sorted. */
export async function landedUuids(harness: SourceHarness): Promise<string[]> {
  return uuidsOf(await harness.landed());
}

export function uuidsOf(landed: readonly LandedBytes[]): string[] {
  return landed
    .flatMap(({ bytes }) => uuids((JSON.parse(bytes.toString()) as { items: OnePasswordItem[] }).items))
    .sort();
}

export function uuids(items: readonly OnePasswordItem[]): string[] {
  return items.map(({ uuid }) => uuid).sort();
}

/** The bodies of all requests for a feed so far. */
export function bodies(server: OnePasswordServer, feed: OnePasswordFeed = 'auditevents'): Record<string, unknown>[] {
  return server.log
    .filter(({ request }) => request.path.endsWith(`/${feed}`))
    .map(({ request }) => JSON.parse(request.body));
}

/** The paths of all requests so far. */
export function paths(server: OnePasswordServer): string[] {
  return server.log.map(({ request }) => request.path);
}
