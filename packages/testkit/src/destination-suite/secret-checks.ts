import { notApplicable } from '../conformance/check.ts';
import { everythingIn, showsSecret } from '../conformance/find-secret.ts';
import { secretValues } from '../conformance/secret-values.ts';
import type { DestinationCheck, PlaceUnderTest } from './place-under-test.ts';
import { put } from './sample.ts';

/** Nothing that a destination says holds a secret. */
export const secretChecks: DestinationCheck[] = [
  {
    name: 'shows no secret while it works',
    run: (place) => expectHidden(place, place.place.config),
  },
  {
    name: 'shows no secret when the place refuses it',
    run(place) {
      const { badConfig } = place.place;
      if (badConfig === undefined) notApplicable('The conformance module gives no options that are refused.');
      return expectHidden(place, badConfig);
    },
  },
];

async function expectHidden(place: PlaceUnderTest, config: unknown): Promise<void> {
  const secrets = secretValues(await place.plugin.definition.config.parseAsync(config));
  if (secrets.length === 0) notApplicable('It has no secrets.');
  const said: unknown[] = [];
  try {
    const store = await place.open(config);
    said.push(await put(store, 'day/object.json'), await store.stat('day/object.json'));
    said.push(await store.read('no/such/object').catch((error: unknown) => error));
    said.push(...(await Array.fromAsync(store.list(''))));
  } catch (error) {
    said.push(error);
  }
  for (const secret of secrets) {
    if (showsSecret(everythingIn(said), secret)) throw new Error('A secret shows in what it gives, or throws.');
    if (showsSecret(everythingIn(place.logged), secret)) throw new Error('A secret shows in what it logs.');
  }
}
