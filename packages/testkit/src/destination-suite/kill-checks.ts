import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HatcheryError } from '@hatchery/core';
import { killedObject } from './killed-object.ts';
import type { DestinationCheck, PlaceUnderTest } from './place-under-test.ts';
import { expectObject } from './expectations.ts';
import { contentOf, put } from './sample.ts';

const writer = fileURLToPath(new URL(`./killed-writer${extname(import.meta.url)}`, import.meta.url));

/** A process that is killed leaves whole objects, or none. */
export const killChecks: DestinationCheck[] = [
  {
    name: 'shows no truncated object, and takes each name again, when the writing process is killed at any moment',
    async run(place) {
      for (let kill = 0; kill < place.options.kills; kill++) {
        const folder = `kill-${kill}`;
        const steps = randomInt(1, 3 * (killedObject.pieces + 2));
        await killAfter(steps, place, folder);
        await expectWholeObjects(place, folder, steps);
      }
    },
  },
];

/** Starts a process that writes objects, and kills it once it has told of so many steps. */
async function killAfter(steps: number, { place, options }: PlaceUnderTest, folder: string): Promise<void> {
  const { module } = options;
  assert.ok(module, 'another process cannot load the destination: give its `module`, or leave out "killed"');
  const { config, directory = process.cwd() } = place;
  const child = fork(writer, [JSON.stringify({ module, config, directory, folder })], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await killAtStep(child, steps);
  await ended;
  assert.equal(child.signalCode, 'SIGKILL', 'the writing process ended by itself');
}

async function killAtStep(child: ChildProcess, steps: number): Promise<void> {
  let taken = 0;
  for await (const output of child.stdout ?? []) {
    taken += (output as Buffer).length;
    if (taken < steps) continue;
    child.kill('SIGKILL');
    return;
  }
}

async function expectWholeObjects(place: PlaceUnderTest, folder: string, steps: number): Promise<void> {
  const store = await place.open();
  const there = new Set<string>();
  for await (const { name } of store.list(`${folder}/`)) {
    there.add(name);
    const whole = (await contentOf(store, name)).equals(killedObject.bytes);
    assert.ok(whole, `killed after ${steps} steps, ${name} is there with other bytes than were written`);
  }
  for (let index = 0; index < 4; index++) {
    const name = `${folder}/${index}`;
    if (!there.has(name)) await put(store, name, killedObject.bytes).catch(unlessArrived);
    await expectObject(store, name, killedObject.bytes);
  }
}

/** What a process had sent whole before it was killed may arrive at a place behind a network only after its listing. */
function unlessArrived(error: unknown): void {
  if (!HatcheryError.is(error) || error.code !== 'OBJECT_EXISTS') throw error;
}
