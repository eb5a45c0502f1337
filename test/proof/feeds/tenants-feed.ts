import { type ApiRequest, type ApiServer, jsonReply, type Reply, startApiServer } from '@hatchery/testkit';
import type { TestClock } from '../support/test-clock.ts';
import { ascendingPage, ascendingSource } from './ascending-feed.ts';
import { EventLog, eventIds, type LoggedEvent } from './event-log.ts';
import { settle } from './feed.ts';

/** A service with many tenants, each with a log of its own. */
export interface TenantsFeed extends AsyncDisposable {
  readonly server: ApiServer;
  readonly tenants: readonly string[];
  /** What a config says as `source` for a tenant's stream. */
  sourceOf(tenant: string): Readonly<Record<string, unknown>>;
  /** Makes new events happen now, to a tenant. */
  arrive(tenant: string, count: number): void;
  /** The ids of all events of all tenants so far. */
  events(): readonly string[];
  idsIn(body: string): readonly string[];
}

/** @param past how many events each tenant has already; a page holds two */
export async function startTenantsFeed(clock: TestClock, count: number, past: number): Promise<TenantsFeed> {
  const logs = new Map<string, EventLog>();
  for (let n = 0; n < count; n++) logs.set(`tenant-${n}`, new EventLog(clock, past));
  const handle = (request: ApiRequest): Reply => {
    const tenant = request.path.slice(1);
    const log = logs.get(tenant);
    if (log === undefined) return jsonReply({ error: 'no such tenant' }, { status: 404 });
    return ascendingPage(eventsOf(tenant, log), request);
  };
  const server = await startApiServer({ handle }, { clock });
  return {
    server,
    tenants: [...logs.keys()],
    sourceOf: (tenant) => ({ use: ascendingSource, url: `${server.url}/${tenant}`, settle }),
    arrive: (tenant, number) => void logs.get(tenant)?.arrive(number),
    events: () => [...logs].flatMap(([tenant, log]) => eventsOf(tenant, log).map(({ id }) => id)),
    idsIn: eventIds,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** In ascending order, with ids that no other tenant's events have. */
function eventsOf(tenant: string, { ascending }: EventLog): LoggedEvent[] {
  return ascending.map((event) => ({ ...event, id: `${tenant}/${event.id}` }));
}
