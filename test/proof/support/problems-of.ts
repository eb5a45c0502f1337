import { type Stream, verifyStreams } from '@hatchery/engine';
import { audit, type AuditedFeed } from './audit.ts';

/** What is wrong with what streams collected into one store, by the tests' own reading and by `verify`. */
export async function problemsOf(streams: readonly Stream[], feed: AuditedFeed): Promise<string[]> {
  const [{ destination }] = streams as [Stream];
  const { definition, config, directory } = destination;
  const store = await definition.open({ config, directory, log: { debug() {}, info() {}, warn() {}, error() {} } });
  try {
    const { differences, errors } = await verifyStreams(streams, { deep: true });
    const differs = differences.map(({ kind, name, detail }) => `verify: ${kind} ${name} ${detail ?? ''}`);
    const failures = errors.map(({ message }) => `verify: ${message}`);
    return [...(await audit(store, feed)), ...differs, ...failures];
  } finally {
    await store.close?.();
  }
}
