import type { DestinationFactory } from '@hatchery/core';
import { type Check, check } from '../conformance/check.ts';
import { leftOut } from '../conformance/left-out.ts';
import { optionsChecks } from '../conformance/options-checks.ts';
import type { RuleId } from '../conformance/rules.ts';
import { withPatience } from '../conformance/with-patience.ts';
import { backpressureChecks } from './backpressure-checks.ts';
import { brokenBodyChecks } from './broken-body-checks.ts';
import { concurrencyChecks } from './concurrency-checks.ts';
import { createOnlyChecks } from './create-only-checks.ts';
import type { DestinationConformance } from './destination-conformance.ts';
import { killChecks } from './kill-checks.ts';
import { listingChecks } from './listing-checks.ts';
import { lookUpChecks } from './look-up-checks.ts';
import { nameChecks } from './name-checks.ts';
import { type DestinationCheck, PlaceUnderTest } from './place-under-test.ts';
import { refusalChecks } from './refusal-checks.ts';
import { roundTripChecks } from './round-trip-checks.ts';
import { secretChecks } from './secret-checks.ts';
import { streamChecks } from './stream-checks.ts';
import { stopChecks } from './stop-checks.ts';

const defaultPatience = 60_000;

const groups: [RuleId, readonly DestinationCheck[]][] = [
  ['objects-whole', roundTripChecks],
  ['create-only', createOnlyChecks],
  ['whole-or-absent', brokenBodyChecks],
  ['many-at-once', concurrencyChecks],
  ['object-names', nameChecks],
  ['listing', listingChecks],
  ['look-up', lookUpChecks],
  ['credentials', refusalChecks],
  ['secrets-hidden', secretChecks],
  ['hostile-names', streamChecks],
  ['abort', stopChecks],
  ['backpressure', backpressureChecks],
  ['killed', killChecks],
];

/**
 * What every destination for objects must do, whatever lies behind it. Each check makes its own place and removes it.
 *
 * @param plugin the destination's default export
 * @example
 * describeChecks('hatchery-dest-acme', testDestination(acme, conformance), { describe, it });
 */
export function testDestination(plugin: DestinationFactory<never>, conformance: DestinationConformance): Check[] {
  const { notSecret, leaveOut } = conformance;
  const options = { schema: plugin.definition.config, notSecret, withOptions };
  const onPlace = groups.flatMap(([id, checks]) =>
    checks.map(({ name, run }) => check(id, name, () => onFreshPlace(plugin, conformance, run))),
  );
  return [...optionsChecks(options), ...onPlace].map((one) => leftOut(one, leaveOut));

  function withOptions(use: (config: unknown) => Promise<void>): Promise<void> {
    return onFreshPlace(plugin, conformance, ({ place }) => use(place.config));
  }
}

async function onFreshPlace(
  plugin: DestinationFactory<never>,
  conformance: DestinationConformance,
  run: DestinationCheck['run'],
): Promise<void> {
  const place = await conformance.place();
  const underTest = new PlaceUnderTest(plugin, place, conformance);
  try {
    await withPatience(run(underTest), conformance.patience ?? defaultPatience);
  } finally {
    await underTest.close();
    await place.dispose?.();
  }
}
