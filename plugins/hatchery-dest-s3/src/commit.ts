import { setTimeout as pause } from 'node:timers/promises';
import { HatcheryError, type StoredObject } from '@hatchery/core';
import { failureOf } from './failure.ts';
import type { FoundObject } from './look-up.ts';

const mostConflicts = 8;
const firstPause = 50;

/** The last request of a write, the one that makes the object appear. */
export interface LastRequest {
  readonly name: string;
  /** Sends it, with the SDK's own tries. */
  send(): Promise<StoredObject>;
  /** Looks what lies under the name, if anything. */
  look(): Promise<FoundObject | undefined>;
  /** Whether an object is the one that this request makes, and not an equal one. */
  isOurs(found: FoundObject): boolean;
}

/**
 * Makes an object appear, and finds out whether it did: the answer may have been lost, and the SDK's next try then meets the
 * object that the first one made.
 *
 * @throws HatcheryError `OBJECT_EXISTS` if the name is another object's; else what the SDK threw
 */
export async function commit(request: LastRequest): Promise<StoredObject> {
  for (let conflicts = 1; ; conflicts++) {
    try {
      return await request.send();
    } catch (error) {
      const { status, code, attempts } = failureOf(error);
      const isRefused = status !== undefined && status < 500 && ![404, 408, 409, 412, 429].includes(status);
      if (isRefused) throw error;
      if (status === 412 && attempts === 1) throw taken(request.name, error);
      const found = await request.look().catch(() => undefined);
      if (found !== undefined && request.isOurs(found)) return found.object;
      if (found !== undefined) throw taken(request.name, error);
      // Somebody else is about to make an object of this name, and may fail yet.
      if (code !== 'ConditionalRequestConflict' || conflicts === mostConflicts) throw error;
    }
    await pause(firstPause * 2 ** Math.min(conflicts, 5) * Math.random());
  }
}

function taken(name: string, cause: unknown): HatcheryError {
  return new HatcheryError('OBJECT_EXISTS', `There is an object ${JSON.stringify(name)} already.`, { cause });
}
