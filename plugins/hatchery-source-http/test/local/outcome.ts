import { jsonReply, type Reply, sourceHarness } from '@hatchery/testkit';
import http from '../../src/index.ts';
import { now } from './events.ts';
import { scriptedServer } from './scripted-server.ts';

/** The source's options, as written. */
export type Config = Parameters<typeof http>[0];

export const cursor = { kind: 'cursor', path: 'next', name: 'cursor' } as const;

/** A request whose pages are led to by `next`, their items under `items`. */
export const config: Config = { url: '/logs', items: 'items', pagination: cursor };

/** What a run over these answers leaves: the error's code and message, and the bodies landed. */
export async function outcome(
  options: Config,
  ...replies: Reply[]
): Promise<{ code: unknown; message: string; hint: string; landed: string[]; asked: URLSearchParams[] }> {
  await using server = await scriptedServer(...replies);
  const harness = sourceHarness(http({ baseUrl: server.url, ...options }));
  const { report } = await harness.run({ now });
  const landed = (await harness.landed()).map(({ bytes }) => bytes.toString());
  const asked = server.log.map(({ request }) => request.query);
  return {
    code: report.error?.code,
    message: report.error?.message ?? '',
    hint: report.error?.hint ?? '',
    landed,
    asked,
  };
}

/** A page for {@link config}. */
export const page = (items: unknown, next: unknown, more: object = {}): Reply => jsonReply({ items, next, ...more });
