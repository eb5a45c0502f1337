import type { StreamPosition } from '@hatchery/engine';
import type { Project, StreamSummary } from '@hatchery/host';

/** A stream of the config, and where its ledger says it stands. */
export interface ListedStream extends StreamSummary {
  /** `null` if it never committed; absent if that cannot be told. */
  readonly lastCommit?: StreamPosition | null;
}

export interface StreamList {
  readonly streams: readonly ListedStream[];
  /** Why it cannot be told where the streams stand. */
  readonly problem?: { readonly error: unknown; readonly phase: 'config' | 'ledger' };
}

/** Lists streams as well as can be: a config that names them, but is wrong elsewhere, still names them. */
export async function listStreams(project: Project, summaries: readonly StreamSummary[]): Promise<StreamList> {
  const bound = await settle(() => project.bind(summaries));
  if ('error' in bound) return { streams: summaries, problem: { error: bound.error, phase: 'config' } };
  const { readPositions } = await import('@hatchery/engine');
  const positions = await settle(() => readPositions(bound.value));
  if ('error' in positions) return { streams: summaries, problem: { error: positions.error, phase: 'ledger' } };
  return {
    streams: summaries.map((stream) => ({ ...stream, lastCommit: positions.value.get(stream.id) ?? null })),
  };
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

async function settle<T>(action: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await action() };
  } catch (error) {
    return { error };
  }
}
