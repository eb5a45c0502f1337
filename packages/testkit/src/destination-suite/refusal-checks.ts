import { checkStreams, type CheckOutcome } from '@hatchery/engine';
import { defineSource, z } from '@hatchery/core';
import { notApplicable } from '../conformance/check.ts';
import type { DestinationCheck, PlaceUnderTest } from './place-under-test.ts';

const nothing = defineSource({ config: z.strictObject({}), collect: () => Promise.resolve() });

/** What `hatchery check --connect` finds. */
export const refusalChecks: DestinationCheck[] = [
  {
    name: 'is found good with good options, and keeps nothing of the test',
    async run(place) {
      const outcome = await outcomeOf(place, place.place.config);
      if (outcome.status === 'failed') throw new Error('The check fails.', { cause: outcome.error });
      const store = await place.open();
      if (store.remove === undefined) return;
      const left = await Array.fromAsync(store.list(''));
      if (left.length > 0) throw new Error(`The check leaves ${left[0]?.name}.`);
    },
  },
  {
    name: 'is found bad where the place refuses it',
    async run(place) {
      const { badConfig } = place.place;
      if (badConfig === undefined) notApplicable('The conformance module gives no options that are refused.');
      const outcome = await outcomeOf(place, badConfig);
      if (outcome.status !== 'failed') throw new Error('The check says yes to what the place refuses.');
    },
  },
];

async function outcomeOf(place: PlaceUnderTest, config: unknown): Promise<CheckOutcome> {
  const { definition } = place.plugin;
  const [outcome] = await checkStreams(
    [
      {
        id: 'under-test',
        tags: [],
        source: { plugin: { name: 'nothing' }, definition: nothing.definition, config: {} },
        destination: {
          plugin: { name: 'destination-under-test' },
          definition,
          config: await definition.config.parseAsync(config),
          directory: place.place.directory ?? process.cwd(),
        },
      },
    ],
    { retry: { retries: 1, base: 1, cap: 1 } },
  );
  if (outcome === undefined) throw new Error('Nothing was checked.');
  return outcome.destination;
}
