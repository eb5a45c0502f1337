import type { Project, StreamSummary } from '@hatchery/host';
import type { LogRecord } from '../log/log-record.ts';
import type { RunRequest } from './run-request.ts';
import { takeShard } from './take-shard.ts';

/** The streams that a command is for. What is doubtful about the choice is said. */
export function selectStreams(
  project: Project,
  { selectors, shard }: Pick<RunRequest, 'selectors' | 'shard'>,
  say: (record: LogRecord) => void,
): readonly StreamSummary[] {
  const selected = project.select(selectors);
  const { ids, tags } = project.unmatched(selectors);
  const missing = [...ids.map((id) => `id "${id}"`), ...tags.map((tag) => `tag "${tag}"`)];
  if (missing.length > 0) {
    say({ level: 'warn', time: new Date(), message: `No stream has the ${missing.join(', nor the ')}.`, fields: {} });
  }
  return takeShard(selected, shard, say);
}
