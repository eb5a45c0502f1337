import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { ObjectStore } from '@hatchery/core';
import type { Feed } from '../feeds/feed.ts';
import { namesUnder, readLedgers } from './read-ledger.ts';

/** What an audit has to know of a service. */
export type AuditedFeed = Pick<Feed, 'server' | 'events' | 'idsIn'>;

/**
 * Holds what lies in a store against what a service had: every event in exactly one object that counts, every object whole
 * and as the service sent it, nothing beside what counts, the chain of each ledger unbroken.
 *
 * @returns what is wrong, a sentence each
 */
export async function audit(store: ObjectStore, feed: AuditedFeed): Promise<string[]> {
  const sent = new Set(feed.server.log.map(({ reply }) => sha256(reply?.bytes ?? '')));
  const counted = new Map((await readLedgers(store)).flatMap((ledger) => [...ledger.counted]));
  const listed = (await namesUnder(store, '')).filter((name) => !name.startsWith('_hatchery/'));
  const problems: string[] = [];
  const found: string[] = [];
  for (const name of listed) {
    const body = await text(await store.read(name));
    const hash = sha256(body);
    if (!sent.has(hash)) problems.push(`${name} holds what the service never sent: ${body.slice(0, 200)}`);
    const object = counted.get(name);
    if (object === undefined) problems.push(`${name} lies there and does not count`);
    else if (object.sha256 !== hash) problems.push(`${name} is not what the ledger says`);
    else found.push(...feed.idsIn(body));
  }
  for (const name of counted.keys()) if (!listed.includes(name)) problems.push(`${name} counts and is not there`);
  return [...problems, ...compare(feed.events(), found)];
}

function compare(wanted: readonly string[], found: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const id of found) times.set(id, (times.get(id) ?? 0) + 1);
  const known = new Set(wanted);
  const wrong = wanted
    .filter((id) => times.get(id) !== 1)
    .map((id) => `${id} was collected ${times.get(id) ?? 0} times`);
  const unknown = found.filter((id) => !known.has(id)).map((id) => `${id} never happened`);
  return [...wrong, ...unknown];
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
