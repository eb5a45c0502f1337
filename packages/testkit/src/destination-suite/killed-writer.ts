/** The process that {@link killChecks} kills: writes objects without end, one byte of output for each step. */
import { writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ObjectStore } from '@hatchery/core';
import { killedObject } from './killed-object.ts';
import { createOptions } from './sample.ts';

const { module, argument, folder } = JSON.parse(process.argv[2] ?? '') as {
  module: string;
  argument: unknown;
  folder: string;
};
const place = (await import(module)) as { openStore(argument: unknown): Promise<ObjectStore> };
const store = await place.openStore(argument);

function* body(): Generator<Buffer> {
  const { bytes, pieces } = killedObject;
  for (let piece = 0; piece < pieces; piece++) {
    step();
    yield bytes.subarray((piece * bytes.length) / pieces, ((piece + 1) * bytes.length) / pieces);
  }
  step();
}

function step(): void {
  writeSync(1, '.');
}

for (let index = 0; ; index++) {
  await store.create(`${folder}/${index}`, Readable.from(body()), createOptions());
  step();
}
