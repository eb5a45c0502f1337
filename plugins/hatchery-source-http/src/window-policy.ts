import type { WindowPolicy } from '@hatchery/core';
import { granularityOf } from './granularity.ts';
import type { Options } from './options.ts';

/** How the host is to cut windows. */
export function windowPolicy(options: Options): WindowPolicy {
  const { lookback, settle, overlap, maxSpan, retention } = options;
  const given = Object.entries({ lookback, settle, overlap, maxSpan, retention }).filter(
    ([, value]) => value !== undefined,
  );
  return { granularity: granularityOf(options), ...Object.fromEntries(given) };
}
