import type { Check } from '../conformance/check.ts';
import { hostileStreams } from '../conformance/hostile-streams.ts';
import { expectEvents } from './expect-events.ts';
import { runCheck } from './source-check.ts';
import type { SourceTrial } from './source-trial.ts';

/** What a source does with the id and the tags of its stream. */
export function nameChecks(trial: SourceTrial): Check[] {
  return [
    runCheck(trial, 'hostile-names', 'collects for streams of any id and tags', async () => {
      for (const stream of hostileStreams) {
        await using service = await trial.filledService({ stream });
        const named = `As the stream ${JSON.stringify(stream.id).slice(0, 40)}`;
        await service.complete().catch((cause: unknown) => {
          throw new Error(`${named}, it fails.`, { cause });
        });
        await expectEvents(service, named);
      }
    }),
  ];
}
