import { HatcheryError, type Window } from '@hatchery/core';
import type { Selectors } from '@hatchery/host';
import type { LogOptions } from '../log/log.ts';
import { openLogTarget } from '../log/log-target.ts';
import { type ParsedSelectorFlags, selectorsFrom } from './selector-flags.ts';
import type { Shard } from './shard.ts';
import { shardFrom } from './shard-from.ts';
import { windowsFrom } from './windows.ts';

/** What `hatchery run` or `hatchery backfill` was asked for, read from its flags and known to make sense. */
export interface RunRequest {
  readonly project: { readonly config?: string | undefined; readonly env?: string | undefined };
  readonly selectors: Selectors;
  readonly windows: readonly Window[] | undefined;
  /** The windows are each stream's gaps. */
  readonly gaps: boolean;
  readonly shard: Shard | undefined;
  readonly concurrency: number | undefined;
  readonly retries: number | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly log: LogOptions;
  /** What the run takes for now. */
  readonly now: Date;
}

/** The flags as oclif gives them. */
export interface ParsedRunFlags extends ParsedSelectorFlags {
  readonly config?: string | undefined;
  readonly env?: string | undefined;
  readonly shard?: string | undefined;
  readonly 'start-time'?: string | undefined;
  readonly 'end-time'?: string | undefined;
  readonly tick?: string | undefined;
  /** Of `hatchery backfill` alone. */
  readonly gaps?: boolean;
  readonly 'log-level': LogOptions['level'];
  readonly 'log-format': LogOptions['format'];
  readonly 'log-out': string;
  readonly concurrency?: number | undefined;
  readonly retries?: number | undefined;
  readonly 'dry-run': boolean;
  readonly json: boolean;
}

/** @throws HatcheryError `USAGE` for what does not make sense by itself, before any config is read */
export function runRequest(flags: ParsedRunFlags, now: Date): RunRequest {
  const windows = windowsFrom({ start: flags['start-time'], end: flags['end-time'], tick: flags.tick }, now);
  const shard = flags.shard === undefined ? undefined : shardFrom(flags.shard, process.env);
  if (flags.json && ['stdout', '-'].includes(flags['log-out'])) {
    throw new HatcheryError('USAGE', '--json and --log-out stdout do not go together.', {
      hint: 'With --json, standard output carries the report alone: send the log to stderr or to a file.',
    });
  }
  return {
    project: flags,
    selectors: selectorsFrom(flags),
    windows,
    gaps: flags.gaps ?? false,
    shard,
    concurrency: flags.concurrency,
    retries: flags.retries,
    dryRun: flags['dry-run'],
    json: flags.json,
    log: { level: flags['log-level'], format: flags['log-format'], target: openLogTarget(flags['log-out']) },
    now,
  };
}
