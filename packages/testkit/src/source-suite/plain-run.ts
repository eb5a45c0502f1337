import type { HarnessRun, LandedBytes } from '../source-harness/source-harness.ts';
import type { TestedService } from './tested-service.ts';
import type { Watch } from './watched-source.ts';

/** A first run over a few pages of events, in which the service does nothing wrong. */
export interface PlainRun extends HarnessRun {
  readonly watch: Watch;
  /** The ids of the service's events. */
  readonly ids: readonly string[];
  readonly landed: readonly LandedBytes[];
  /** The ids landed and counted. */
  readonly landedIds: readonly string[];
  /** How many ids there were in each object that has any. */
  readonly pages: readonly number[];
  readonly requests: number;
  /** Bodies of the answers, one character for each byte; empty if the server does not keep them. */
  readonly answers: ReadonlySet<string>;
}

/** Runs a source against a service that has events, and closes that. */
export async function runPlainly(filled: TestedService): Promise<PlainRun> {
  await using service = filled;
  const run = await service.run();
  // What was not awaited shows itself a little later.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const landed = await service.harness.landed();
  const replies = service.server.log.map(({ reply }) => Buffer.from(reply?.bytes ?? []).toString('latin1'));
  return {
    ...run,
    watch: service.watch,
    ids: service.ids,
    landed,
    landedIds: await service.committedIds(),
    pages: landed.map((object) => service.idsIn([object]).length).filter((count) => count > 0),
    requests: service.server.log.length,
    answers: new Set(replies.filter((bytes) => bytes !== '')),
  };
}
