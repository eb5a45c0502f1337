import { backpressureChecks } from './backpressure-checks.ts';
import { brokenBodyChecks } from './broken-body-checks.ts';
import { type Check, check } from '../conformance/check.ts';
import type { RuleId } from '../conformance/rules.ts';
import { concurrencyChecks } from './concurrency-checks.ts';
import { createOnlyChecks } from './create-only-checks.ts';
import type { DestinationSuiteOptions } from './destination-place.ts';
import { killChecks } from './kill-checks.ts';
import { listingChecks } from './listing-checks.ts';
import { lookUpChecks } from './look-up-checks.ts';
import { nameChecks } from './name-checks.ts';
import { roundTripChecks } from './round-trip-checks.ts';
import { type DestinationCheck, PlaceUnderTest } from './place-under-test.ts';

/**
 * What every destination for objects must do, whatever lies behind it. Each check makes its own place and removes it.
 *
 * @example
 * describeChecks('hatchery-dest-acme', destinationSuite({ place: acmeBucket }), { describe, it });
 */
export function destinationSuite(options: DestinationSuiteOptions): Check[] {
  const groups: [RuleId, readonly DestinationCheck[]][] = [
    ['objects-whole', roundTripChecks],
    ['create-only', createOnlyChecks],
    ['whole-or-absent', brokenBodyChecks],
    ['many-at-once', concurrencyChecks],
    ['object-names', nameChecks],
    ['listing', listingChecks],
    ['look-up', lookUpChecks],
    ['backpressure', options.leaveOut?.includes('backpressure') ? [] : backpressureChecks],
    ['killed', options.leaveOut?.includes('kill') ? [] : killChecks],
  ];
  return groups.flatMap(([id, checks]) =>
    checks.map((one) => check(id, one.name, () => onFreshPlace(options, one))),
  );
}

async function onFreshPlace(options: DestinationSuiteOptions, check: DestinationCheck): Promise<void> {
  const place = await options.place();
  const underTest = new PlaceUnderTest(place, options);
  try {
    await check.run(underTest);
  } finally {
    await underTest.close();
    await place.dispose?.();
  }
}
