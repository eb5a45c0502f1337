import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { CreateOptions, StoredObject } from '@hatchery/core';
import { type Check, notApplicable } from '../conformance/check.ts';
import { untilSteady } from '../conformance/until-steady.ts';
import type { Fault } from '../server/exchange.ts';
import { MemoryStore } from '../source-harness/memory-store.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';

const mebibyte = 1_048_576;
const bodySize = 96 * mebibyte;
/** Sockets and streams hold a little each. */
const mostAhead = 16 * mebibyte;

/** How much of a body a source keeps. */
export function memoryChecks(trial: SourceTrial): Check[] {
  return [
    runCheck(trial, 'memory', 'streams a large body, and reads it no faster than it can be landed', async () => {
      const { streamed } = (await trial.plain()).watch;
      if (streamed.size === 0) notApplicable('It asks for no body as a stream.');
      const store = new StalledStore();
      await using service = await trial.filledService({ store });
      const sent = { bytes: 0 };
      service.server.inject(large(sent), { when: ({ path }) => streamed.has(path) });
      const running = service.run();
      await Promise.race([store.reached, running]);
      await untilSteady(() => sent.bytes);
      const ahead = sent.bytes;
      store.resume();
      await running;
      if (ahead > mostAhead) {
        throw new Error(`It took ${Math.round(ahead / mebibyte)} MiB of a body of which nothing could be landed yet.`);
      }
    }),
  ];
}

/** Takes no bytes of objects until it is told to; the ledger's entries it takes. */
class StalledStore extends MemoryStore {
  readonly #reached = Promise.withResolvers<void>();
  readonly #gate = Promise.withResolvers<void>();

  /** Resolves once an object is to be created. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  resume(): void {
    this.#gate.resolve();
  }

  override async create(name: string, body: Readable, options: CreateOptions): Promise<StoredObject> {
    if (!name.startsWith('_hatchery/')) {
      this.#reached.resolve();
      await this.#gate.promise;
    }
    return super.create(name, body, options);
  }
}

/** An answer of many MiB, counted as they are taken. */
function large(sent: { bytes: number }): Fault {
  return async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': bodySize });
    const gone = once(response, 'close');
    const piece = Buffer.alloc(mebibyte, '\n');
    for (; sent.bytes < bodySize && !response.destroyed; sent.bytes += piece.length) {
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), gone]);
    }
    response.end();
    await gone;
  };
}
