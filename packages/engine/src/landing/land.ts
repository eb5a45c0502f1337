import { type Body, HatcheryError, type Metadata, type StoredObject } from '@hatchery/core';
import { discard } from '../discard.ts';
import type { LedgerObject } from '../ledger/ledger-entry.ts';
import { withRetries } from '../retry.ts';
import { bodyError } from './body-error.ts';
import { compressionFor } from './compression.ts';
import type { LandingContext, LandingParts } from './landing-context.ts';
import { type Digest, digestOf } from './measured-body.ts';
import { isRepeatable, openBody } from './open-body.ts';
import { storedDigest } from './stored-digest.ts';
import { Writing } from './writing.ts';

export interface Landing {
  readonly object: LedgerObject;
  readonly adopted: boolean;
}

/**
 * Makes one object durable under a new name. If the name is taken, by a run that was broken off: an object with the same
 * bytes is adopted; one with other bytes is kept, and the new one lands beside it under the next revision.
 *
 * A body that can be opened again is tried again as a whole.
 */
export function land(body: Body, metadata: Metadata, parts: LandingParts, given: LandingContext): Promise<Landing> {
  const context = { ...given, compression: compressionFor(metadata.format, given.compression) };
  if (isRepeatable(body)) return withRetries(() => landRepeatable(body, metadata, parts, context), context.retry);
  return landOnce(body, metadata, parts, context);
}

async function landRepeatable(
  body: Body,
  metadata: Metadata,
  parts: LandingParts,
  context: LandingContext,
): Promise<Landing> {
  for (let revision = 1; ; revision++) {
    const writing = await Writing.open(body, metadata, parts, context);
    const { name, stored, digest } = await writing.write(revision);
    if (stored !== undefined && digest !== undefined)
      return { object: writing.object(name, digest, stored), adopted: false };
    const mine = digest ?? (await bodyDigest(body));
    const there = await context.store.stat(name);
    if (there !== undefined && (await isEqual(context, there, mine))) {
      return { object: writing.object(name, mine, there), adopted: true };
    }
  }
}

async function bodyDigest(body: Body): Promise<Digest> {
  const opened = await openBody(body);
  try {
    return await digestOf(opened.stream);
  } catch (error) {
    throw bodyError(error, opened.request);
  } finally {
    discard(opened.stream);
  }
}

/** The bytes pass once, so what lies under the name is looked at first, and the new object lands on a free one. */
async function landOnce(
  body: Body,
  metadata: Metadata,
  parts: LandingParts,
  context: LandingContext,
): Promise<Landing> {
  const writing = await Writing.open(body, metadata, parts, context);
  const taken: StoredObject[] = [];
  for (;;) {
    const there = await context.store.stat(writing.name(taken.length + 1));
    if (there === undefined) break;
    taken.push(there);
  }
  const { name, stored, digest } = await writing.write(taken.length + 1);
  if (stored === undefined || digest === undefined) {
    throw new HatcheryError('OBJECT_EXISTS', `${name} appeared while the same object was being written.`, {
      hint: 'Another run works on this stream. A body that is a function could be tried again by itself.',
    });
  }
  for (const there of taken) {
    if (!(await isEqual(context, there, digest))) continue;
    if (context.store.remove === undefined) break;
    await context.store.remove(name);
    return { object: writing.object(there.name, digest, there), adopted: true };
  }
  return { object: writing.object(name, digest, stored), adopted: false };
}

async function isEqual({ store, compression }: LandingContext, there: StoredObject, mine: Digest): Promise<boolean> {
  if (compression === 'none' && there.size !== mine.size) return false;
  return (await storedDigest(store, there.name, compression))?.sha256 === mine.sha256;
}
