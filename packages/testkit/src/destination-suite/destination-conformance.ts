import type { RuleId } from '../conformance/rules.ts';

/** A fresh and empty place for objects: a folder, a bucket. Each check gets its own. */
export interface DestinationPlace {
  /** Options that lead to the place, with valid credentials. Stores opened with them all see the same objects. */
  readonly config: unknown;
  /** What relative paths in the options start at. @default the working directory */
  readonly directory?: string;
  /** The same options, with something that makes the place refuse them: other credentials, say. */
  readonly badConfig?: unknown;
  /**
   * Makes the place take no more bytes (a server that stops reading, say) until the function it gives is called.
   * Needed unless `backpressure` is left out.
   */
  stall?(): Promise<() => void | Promise<void>>;
  /** Removes the place. Its stores are closed by then. */
  dispose?(): Promise<void>;
}

/** All that the suite has to know of a destination. */
export interface DestinationConformance {
  /** Makes a place. */
  place(): Promise<DestinationPlace>;
  /**
   * The URL of the module whose default export is the destination, for a process that is killed while it writes. Needed
   * unless `killed` is left out; `hatchery plugins test` knows it by itself.
   */
  readonly module?: string;
  /** How many bytes of a body a store may take before the place has taken them. @default 16 MiB */
  readonly readAhead?: number;
  /** The longest name that must be kept, in bytes; its parts are at most 200 long. @default 900 */
  readonly longestName?: number;
  /** How often a process is killed while it writes. @default 10 */
  readonly kills?: number;
  /** How long one check may take, in milliseconds, before it counts as hung. @default 60_000 */
  readonly patience?: number;
  /** Options that look like secrets by their names, and are none; with dots for options inside options. */
  readonly notSecret?: readonly string[];
  /** Rules that do not hold for this destination, each with the reason. */
  readonly leaveOut?: Partial<Readonly<Record<RuleId, string>>>;
}
