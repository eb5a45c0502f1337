import type { DurationInput } from '@hatchery/core';
import type { RuleId } from '../conformance/rules.ts';
import type { ApiServer } from '../server/api-server.ts';

/** What the suite needs of a local server; those of this package have it. */
export type TestedServer = Pick<ApiServer, 'log' | 'inject' | 'heal' | 'close'>;

/** All that the suite has to know of a source and its API. */
export interface SourceConformance<Server extends TestedServer = TestedServer> {
  /**
   * Starts a fresh local server without events, which is closed after the check.
   *
   * @param now what the runs of the check take for the time when they start
   */
  server(now: Date): Promise<Server>;
  /** The source's options, with valid credentials, and with pages so small that 14 events take three of them or more. */
  config(server: Server): unknown;
  /**
   * Lets an event that happened at a time show up in the service, from now on. The time is a multiple of the source's
   * granularity.
   *
   * @param n tells it from all other events of this server
   * @returns its id
   */
  add(server: Server, at: Date, n: number): string | Promise<string>;
  /** The ids of the events in an object that was landed. */
  ids(bytes: Buffer): readonly string[];
  /** The same options with credentials that the server refuses. @default the last characters of each secret are changed */
  badConfig?(server: Server): unknown;
  /** Further secrets that the server gave out meanwhile, such as access tokens. */
  secrets?(server: Server): readonly string[];
  /** How long after it happened an event may show up. @default the `settle` and `overlap` of the source together */
  readonly lag?: DurationInput;
  /** Options that look like secrets by their names, and are none; with dots for options inside options. */
  readonly notSecret?: readonly string[];
  /** Rules that do not hold for this source, each with the reason. */
  readonly leaveOut?: Partial<Readonly<Record<RuleId, string>>>;
  /** How long one run may take, in milliseconds, before it counts as hung. @default 10_000 */
  readonly patience?: number;
}
