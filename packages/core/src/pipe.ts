import type { Body } from './body.ts';
import type { HttpClient } from './http.ts';
import type { JsonValue } from './json.ts';
import type { Logger } from './logger.ts';
import type { Metadata } from './metadata.ts';
import type { Window } from './window.ts';

/** An object that is durable at the destination. */
export interface LandedObject {
  readonly name: string;
  /** Of the bytes spouted, before compression. */
  readonly size: number;
  /** Hex, of the bytes spouted. */
  readonly sha256: string;
  /** True if an object with these bytes was there already, from a run that was broken off. */
  readonly adopted: boolean;
}

/** What a source is given to do its work. */
export interface Pipe {
  readonly stream: { readonly id: string; readonly tags: readonly string[] };
  /** What this call is to cover. A broken run is given the same window again. */
  readonly window: Window;
  /**
   * True when the user asked for exactly this window (`--start-time`, `--end-time`): collect nothing
   * outside it. Its checkpoint starts empty and is not kept for later runs.
   */
  readonly bounded: boolean;
  /** What this source committed last, unchanged; `undefined` at first. */
  readonly checkpoint: JsonValue | undefined;
  /** Aborts when the run is to end. `http` and `spout` heed it themselves. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly http: HttpClient;
  /**
   * Lands one object. Resolves once its bytes are durable at the destination: only then may a queue
   * source delete its message. Await it; several may be under way at once.
   *
   * @throws HatcheryError when the bytes could not be landed whole; nothing of them is visible then
   */
  spout(body: Body, metadata?: Metadata): Promise<LandedObject>;
  /**
   * Records, in one step, all objects landed so far and where to go on after them. Call it after each
   * page, also after an empty one. What is not committed is collected again after a break.
   * When `collect` returns, the host commits the rest with the checkpoint given last.
   *
   * @param checkpoint any JSON value; `undefined` forgets the last one
   * @throws HatcheryError `CONTRACT_VIOLATED` while a spout is under way, `STREAM_HELD` if another run committed first
   */
  commit(checkpoint: JsonValue | undefined): Promise<void>;
}
