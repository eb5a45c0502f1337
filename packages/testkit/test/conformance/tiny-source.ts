import {
  type Body,
  type CollectContext,
  CursorGuard,
  cursorAt,
  defineSource,
  type HttpClient,
  type HttpResponse,
  itemsAt,
  pages,
  secret,
  type SourceDefinition,
  type SourceFactory,
  type Window,
  z,
} from '@hatchery/core';

export const tinyOptions = z.strictObject({
  token: secret().describe('The token of the tiny service.'),
  baseUrl: z.url().describe('Where the tiny service is.'),
});

export type TinyConfig = z.output<typeof tinyOptions>;
export type TinyContext = CollectContext<TinyConfig>;

export interface TinyPage {
  readonly response: HttpResponse;
  readonly events: readonly { readonly id: string; readonly at: string }[];
  readonly next: string | undefined;
}

/** Asks for one page. */
export async function tinyPage(
  http: HttpClient,
  { baseUrl, token }: TinyConfig,
  { from, to }: Partial<Window>,
  cursor?: string,
): Promise<TinyPage> {
  const query = { from: from?.toISOString(), to: to?.toISOString(), cursor };
  const response = await http({ url: `${baseUrl}/events`, auth: { bearer: token }, query });
  const body = await response.json();
  return { response, events: itemsAt(body, 'events') as TinyPage['events'], next: cursorAt(body, 'next') };
}

const definition: SourceDefinition<typeof tinyOptions> = {
  config: tinyOptions,
  resume: 'window',
  windows: { settle: '2m' },
  async collect({ config, pipe }) {
    const start = pipe.checkpoint as string | undefined;
    const fetch = (cursor?: string): Promise<TinyPage> => tinyPage(pipe.http, config, pipe.window, cursor);
    for await (const { answer, next } of pages({ start, fetch, next: (page) => page.next })) {
      if (answer.events.length > 0) await pipe.spout(answer.response, { format: 'json' });
      if (next !== undefined) await pipe.commit(next);
    }
  },
  async check({ config, http }) {
    await http({ url: `${config.baseUrl}/me`, auth: { bearer: config.token } });
  },
};

/** A source that does all that is asked of one, but for what is changed. */
export function tinySource(changes: Partial<SourceDefinition<typeof tinyOptions>> = {}): SourceFactory<never> {
  return defineSource({ ...definition, ...changes });
}

/** The same for a source that goes on at the last event, whatever its window. */
export function feedSource(changes: Partial<SourceDefinition<typeof tinyOptions>> = {}): SourceFactory<never> {
  return tinySource({
    resume: 'cursor',
    windows: {},
    collect: (context) => collectFeed(context, context.pipe.checkpoint as string | undefined),
    ...changes,
  });
}

export async function collectFeed(
  { config: { baseUrl, token }, pipe }: TinyContext,
  start: string | undefined,
): Promise<void> {
  const { from, to } = pipe.window;
  const fetch = (after?: string): Promise<HttpResponse> => {
    const query = { after, from: from.toISOString(), to: pipe.bounded ? to.toISOString() : undefined };
    return pipe.http({ url: `${baseUrl}/feed`, auth: { bearer: token }, query });
  };
  const guard = new CursorGuard();
  for (let after = start, more = true; more;) {
    const response = await fetch(after);
    const body = await response.json<{ more: unknown }>();
    const isEmpty = itemsAt(body, 'events').length === 0;
    more = body.more === true;
    if (!isEmpty) await pipe.spout(response, { format: 'json' });
    after = cursorAt(body, 'after');
    if (more && after !== undefined) guard.use(after);
    if (after !== undefined) await pipe.commit(after);
  }
}

/** The same for a source of files, which are landed as they stream in. */
export function filesSource(open: (response: HttpResponse) => Promise<Body> | Body): SourceFactory<never> {
  return tinySource({
    async collect({ config: { baseUrl, token }, pipe }) {
      const auth = { bearer: token };
      const query = { from: pipe.window.from.toISOString(), to: pipe.window.to.toISOString() };
      const list = await (await pipe.http({ url: `${baseUrl}/files`, auth, query })).json();
      const done = (pipe.checkpoint ?? 0) as number;
      for (const [index, name] of (itemsAt(list, 'files') as string[]).entries()) {
        if (index < done) continue;
        const file = () => pipe.http({ url: `${baseUrl}/files/${name}`, auth, stream: true });
        await pipe.spout(async () => (await open(await file())) as HttpResponse, { format: 'json' });
        await pipe.commit(index + 1);
      }
    },
  });
}

/** The same for a queue: what has landed is acknowledged. */
export function queueSource(): SourceFactory<never> {
  return tinySource({
    resume: 'queue',
    windows: {},
    async collect({ config: { baseUrl, token }, pipe }) {
      const auth = { bearer: token };
      for (;;) {
        const response = await pipe.http({ url: `${baseUrl}/queue`, auth });
        const [message] = itemsAt(await response.json(), 'events') as { id: string; at: string }[];
        if (message === undefined) return;
        await pipe.spout(response, { format: 'json', slug: message.id, timestamp: new Date(message.at), seq: 0 });
        await pipe.http({ url: `${baseUrl}/ack`, method: 'POST', auth, query: { id: message.id } });
      }
    },
  });
}
