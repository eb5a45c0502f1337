import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DestinationFactory, HatcheryError } from '@hatchery/core';
import { type Check, check, notApplicable } from '../conformance/check.ts';
import { everythingIn, showsSecret } from '../conformance/find-secret.ts';
import { optionsChecks } from '../conformance/options-checks.ts';
import { HungError, withPatience } from '../conformance/with-patience.ts';
import { PlaceUnderTest } from '../destination-suite/place-under-test.ts';
import { contentOf, createOptions, inPieces, sampleBytes } from '../destination-suite/sample.ts';
import type { Fault } from '../server/exchange.ts';
import { faults } from '../server/faults.ts';
import { recordOutput } from '../source-suite/record-output.ts';
import { hostileService, hostilities } from './hostile-service.ts';
import { routeSockets } from './route-sockets.ts';
import { sampleOptions } from './sample-options.ts';

const canary = 'hatchery-canary/8+4=2_3';
const patience = 60_000;
/** How long a write may take to end once it is told to. */
const stopPatience = 5_000;
const bytes = sampleBytes(1_000);

/**
 * What can be tested of a destination when nobody has said how to make a place for it: its options, and that it stays in order
 * when each of its requests comes to a server that means harm.
 */
export function testDestinationBlind(plugin: DestinationFactory<never>): Check[] {
  const schema = plugin.definition.config;
  return [
    ...optionsChecks({
      schema,
      withOptions: async (use) => use(await optionsFor(plugin, 'http://127.0.0.1:9')),
    }),
    ...hostilities.map(({ name, fault }) =>
      check('hostile', `writes whole, or fails and says why, when its place ${name}`, async () => {
        const { failure } = await writeAgainst(plugin, fault);
        if (failure !== undefined && !HatcheryError.is(failure)) {
          throw new Error('It throws what is no HatcheryError.', { cause: failure });
        }
      }),
    ),
    ...hostilities.map(({ name, fault }) =>
      check('secrets-hidden', `shows no secret when its place ${name}`, async () => {
        const { result, output } = await recordOutput(() => writeAgainst(plugin, fault));
        const seen = everythingIn([result.failure, result.logged, output]);
        if (showsSecret(seen, canary)) throw new Error('A secret shows in its logs, its errors, or what it prints.');
      }),
    ),
    check('abort', 'stops when told to while its place is silent', async () => {
      const stop = new AbortController();
      const hang: Fault = (exchange) => {
        setImmediate(() => stop.abort());
        return faults.hang('headers')(exchange);
      };
      const { failure, requests, isOpen } = await writeAgainst(plugin, hang, {
        signal: stop.signal,
        patience: stopPatience,
      });
      if (requests === 0) notApplicable('It sends no request.');
      if (!isOpen) notApplicable('It asks its place before it opens, which nobody can stop.');
      if (failure instanceof HungError) throw failure;
      if (failure === undefined) throw new Error('It succeeded, though its place never answered.');
    }),
  ];
}

async function optionsFor(plugin: DestinationFactory<never>, url: string): Promise<unknown> {
  const options = await sampleOptions(plugin.definition.config, { secret: canary, url });
  return options ?? notApplicable('No options could be made up from the schema: give it `examples`.');
}

interface HostileWrite {
  readonly failure: unknown;
  readonly logged: readonly unknown[];
  readonly requests: number;
  /** Whether it got as far as writing. */
  readonly isOpen: boolean;
}

/** Opens a store and writes an object with it, in a folder of its own. */
async function writeAgainst(
  plugin: DestinationFactory<never>,
  fault: Fault,
  options: { readonly signal?: AbortSignal; readonly patience?: number } = {},
): Promise<HostileWrite> {
  await using server = await hostileService(fault);
  const directory = await mkdtemp(join(tmpdir(), 'hatchery-test-'));
  const config = await optionsFor(plugin, server.url);
  const place = new PlaceUnderTest(
    plugin,
    { config, directory },
    { place: () => Promise.reject(new Error('one only')) },
  );
  let isOpen = false;
  const write = async (): Promise<void> => {
    const store = await place.open();
    isOpen = true;
    const { signal } = options;
    await store.create('day/object.bin', inPieces(bytes), createOptions(signal === undefined ? {} : { signal }));
    const found = await contentOf(store, 'day/object.bin');
    if (!found.equals(bytes)) throw new Error('Other bytes come back than were written.');
  };
  try {
    const failure = await routeSockets(server.port, () => withPatience(write(), options.patience ?? patience)).then(
      () => undefined,
      (error: unknown) => error,
    );
    return { failure, logged: place.logged, requests: server.log.length, isOpen };
  } finally {
    await place.close();
    await rm(directory, { recursive: true, force: true });
  }
}
