import type { Mutant } from './mutant.ts';

const engine = 'packages/engine/src';
const telemetry = 'packages/telemetry/src';
const model = 'test/proof/model.test.ts';

/** One for each promise, at least. */
export const allMutants: readonly Mutant[] = [
  {
    name: 'commits an object that is not durable yet',
    file: `${engine}/landing/land.ts`,
    from: 'const { name, stored, digest } = await writing.write(revision);\n    if (stored',
    to: `const early = await digestOf((await openBody(body)).stream);
    void writing.write(revision).catch(() => {});
    if (revision > 0) return { object: writing.object(writing.name(revision), early, { name: '', size: early.size }), adopted: false };
    const { name, stored, digest } = await writing.write(revision);
    if (stored`,
    seenBy: model,
  },
  {
    name: 'goes on although another run committed first',
    file: `${engine}/ledger/ledger.ts`,
    from: 'if (there.equals(bytes)) return;',
    to: 'return;',
    seenBy: model,
  },
  {
    name: 'does not chain its entries',
    file: `${engine}/ledger/ledger.ts`,
    from: 'previous: this.#tail.hash,',
    to: 'previous: null,',
    seenBy: model,
  },
  {
    name: 'leaves what broken attempts landed',
    file: `${engine}/leftovers.ts`,
    from: 'for await (const { name } of store.list(series)) found.add(name);',
    to: 'void store.list(series);',
    seenBy: model,
  },
  {
    name: 'removes what counts',
    file: `${engine}/leftovers.ts`,
    from: 'found.delete(name);',
    to: 'found.add(name);',
    seenBy: model,
  },
  {
    name: 'forgets the checkpoint',
    file: `${engine}/window-ledger.ts`,
    from: "await this.#append(() => this.#count('progress', checkpoint, nextSeq));",
    to: "await this.#append(() => this.#count('progress', undefined, nextSeq));",
    seenBy: model,
  },
  {
    name: 'forgets the checkpoint, in a real process',
    file: `${engine}/window-ledger.ts`,
    from: "await this.#append(() => this.#count('progress', checkpoint, nextSeq));",
    to: "await this.#append(() => this.#count('progress', undefined, nextSeq));",
    seenBy: 'test/proof/kill.test.ts',
  },
  {
    name: 'lets a queue forget a message that no entry names',
    file: `${engine}/window-collection.ts`,
    from: 'await ledger.add(object, adopted, this.#isQueue, this.#nextSeq);',
    to: 'await ledger.add(object, adopted, false, this.#nextSeq);',
    seenBy: model,
  },
  {
    name: 'counts an object twice',
    file: `${engine}/window-ledger.ts`,
    from: 'return (await this.#countedBefore).has(name);',
    to: 'return (await this.#countedBefore).has(`${name}?`);',
    seenBy: model,
  },
  {
    name: 'lets a window open for ever',
    file: `${engine}/stream-run.ts`,
    from: 'if (chain.openWindow !== undefined) await chain.finish();\n    this.#covered',
    to: 'this.#covered',
    seenBy: model,
  },
  {
    name: 'asks for what has not settled',
    file: `${engine}/plan-windows.ts`,
    from: 'cut(now.getTime() - rules.settle,',
    to: 'cut(now.getTime(),',
    seenBy: model,
  },
  {
    name: 'takes a window for covered whose source failed',
    file: `${engine}/window-collection.ts`,
    from: 'await definition.collect({ config, pipe: this.#pipe });',
    to: 'await definition.collect({ config, pipe: this.#pipe }).catch(() => {});',
    seenBy: 'packages/engine/test/run.test.ts',
  },
  {
    name: 'gives names by chance',
    file: `${engine}/landing/object-name.ts`,
    from: 'JSON.stringify(identity)',
    to: 'JSON.stringify([Math.random(), identity])',
    seenBy: 'packages/engine/test/object-name.test.ts',
  },
  {
    name: 'adopts an object with other bytes',
    file: `${engine}/landing/land.ts`,
    from: '?.sha256 === mine.sha256;',
    to: '?.size === mine.size;',
    seenBy: 'packages/engine/test/landing.test.ts',
  },
  {
    name: 'writes over what is there',
    file: 'plugins/hatchery-dest-file/src/file-store.ts',
    from: 'await link(staged.path, path);',
    to: "await (await import('node:fs/promises')).rename(staged.path, path);",
    seenBy: 'plugins/hatchery-dest-file/test/destination-suite.test.ts',
  },
  {
    name: 'keeps a body that was cut',
    file: 'plugins/hatchery-dest-file/src/staging.ts',
    from: 'throw sink.failure ?? brokenBody(error, signal);',
    to: 'if (sink.failure !== undefined) throw brokenBody(error, signal);',
    seenBy: 'plugins/hatchery-dest-file/test/destination-suite.test.ts',
  },
  {
    name: 'gives streams to two machines',
    file: 'cli/src/run/in-shard.ts',
    from: 'if (mix(key ^ seat) > score) return false;',
    to: 'if (mix(key ^ seat) > 2 * score) return false;',
    seenBy: 'cli/test/run/in-shard.test.ts',
  },
  {
    name: 'gives streams to machines by their place in the config',
    file: 'cli/src/run/in-shard.ts',
    from: 'streams.filter(({ id }) => wins(id, shard.number - 1, seats))',
    to: 'streams.filter((_, place) => wins(String(place), shard.number - 1, seats))',
    seenBy: 'cli/test/run/in-shard.test.ts',
  },
  {
    name: 'tells a webhook secrets',
    file: `${telemetry}/webhook-body.ts`,
    from: 'return redact(JSON.stringify({ ...counted, streams }));',
    to: 'return JSON.stringify({ ...counted, streams });',
    seenBy: 'packages/telemetry/test/webhook.test.ts',
  },
  {
    name: 'tells a collector secrets',
    file: `${telemetry}/otlp/attributes.ts`,
    from: "typeof value === 'string' ? redact(value) : value",
    to: 'value',
    seenBy: 'packages/telemetry/test/otlp-traces.test.ts',
  },
  {
    name: 'tells nobody that somebody could not be told, but fails',
    file: `${telemetry}/start-telemetry.ts`,
    from: '    warn(asWarning(error));\n  } finally {',
    to: '    throw error;\n  } finally {',
    seenBy: 'packages/telemetry/test/webhook.test.ts',
  },
  {
    name: 'tells a webhook of a redirect what was meant for one server',
    file: `${telemetry}/deliver.ts`,
    from: 'const isRedirect = status >= 300 && status < 400;',
    to: `const isRedirect = status >= 300 && status < 400;
  if (isRedirect) return fetch(url, { method, headers, body: body ?? null }).then(() => {});`,
    seenBy: 'packages/telemetry/test/webhook.test.ts',
  },
];
