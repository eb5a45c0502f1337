import type { Pipe, SourceDefinition } from '@hatchery/core';
import { compareEvents, lag, type ModelEvent, pageOf, type Service } from './service.ts';

export type ModelSource = Omit<SourceDefinition, 'config'>;

const pageSize = 2;
const windows = { settle: lag, lookback: '1h' };

/** For each way in which sources resume, the smallest source that does. */
export const modelSources: Readonly<Record<string, (service: Service) => ModelSource>> = {
  cursor: (service) => ({ windows: { lookback: '1h' }, collect: ({ pipe }) => followLog(service, pipe) }),
  'newest first': (service) => ({ resume: 'window', windows, collect: ({ pipe }) => goBackwards(service, pipe) }),
  // Commits nothing but the whole window: what a broken attempt landed is to be collected again.
  'all at once': (service) => ({ resume: 'window', windows, collect: ({ pipe }) => takeWindow(service, pipe) }),
  ascending: (service) => ({ windows, collect: ({ pipe }) => goForwards(service, pipe) }),
  queue: (service) => ({ resume: 'queue', collect: ({ pipe }) => emptyQueue(service, pipe) }),
};

async function followLog({ events }: Service, pipe: Pipe): Promise<void> {
  let at = (pipe.checkpoint as number | undefined) ?? 0;
  for (let page = events.slice(at, at + pageSize); page.length > 0; page = events.slice(at, at + pageSize)) {
    await pipe.spout(pageOf(page));
    at += page.length;
    await pipe.commit(at);
  }
}

function within(service: Service, { window }: Pipe): readonly ModelEvent[] {
  return service.ascending.filter(({ time }) => time >= window.from.getTime() && time < window.to.getTime());
}

async function goBackwards(service: Service, pipe: Pipe): Promise<void> {
  for (let last = pipe.checkpoint as ModelEvent | undefined; ;) {
    const ahead = within(service, pipe).filter((event) => last === undefined || compareEvents(event, last) < 0);
    const page = ahead.slice(-pageSize).toReversed();
    if (page.length === 0) return;
    await pipe.spout(pageOf(page), { schemaHint: page.length % 2 === 0 ? 'even' : 'odd' });
    last = page.at(-1);
    await pipe.commit({ ...last });
  }
}

/** Pages cut anew in each attempt, as by a service that gives as much as it likes. */
async function takeWindow(service: Service, pipe: Pipe): Promise<void> {
  const events = within(service, pipe);
  for (let at = 0, size = 1 + (service.attempts++ % 3); at < events.length; at += size)
    await pipe.spout(pageOf(events.slice(at, at + size)));
}

async function goForwards(service: Service, pipe: Pipe): Promise<void> {
  for (let last = pipe.checkpoint as ModelEvent | undefined; ;) {
    const isAhead = (event: ModelEvent): boolean => last === undefined || compareEvents(event, last) > 0;
    const page = service.ascending
      .filter((event) => event.time < pipe.window.to.getTime() && isAhead(event))
      .slice(0, pageSize);
    if (page.length === 0) return;
    await pipe.spout(pageOf(page));
    last = page.at(-1);
    await pipe.commit({ ...last });
  }
}

async function emptyQueue({ events, acknowledged }: Service, pipe: Pipe): Promise<void> {
  for (;;) {
    const message = events.find(({ id }) => !acknowledged.has(id));
    if (message === undefined) return;
    await pipe.spout(pageOf([message]), { slug: message.id, timestamp: new Date(message.time), seq: 0 });
    acknowledged.add(message.id);
  }
}
