/** The process that {@link killChecks} kills: writes objects without end, one byte of output for each step. */
import { writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { DestinationFactory, Logger } from '@hatchery/core';
import { killedObject } from './killed-object.ts';
import { createOptions } from './sample.ts';

const { module, config, directory, folder } = JSON.parse(process.argv[2] ?? '') as {
  module: string;
  config: unknown;
  directory: string;
  folder: string;
};
const { definition } = ((await import(module)) as { default: DestinationFactory<never> }).default;
const log: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const store = await definition.open({ config: await definition.config.parseAsync(config), directory, log });

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
