import type { ConfigSource } from './config-source.ts';
import type { DeclaredStream } from './declared-stream.ts';
import type { Finding } from './finding.ts';
import { formatPath } from './format-problem.ts';
import { pathInLayers } from './locate-finding.ts';
import { quoted } from './show-value.ts';

/** Streams that have the id of an earlier one: they would share one ledger. */
export function findDuplicates(streams: readonly DeclaredStream[], source: ConfigSource): Finding[] {
  const first = new Map<string, DeclaredStream>();
  return streams.flatMap((stream) => {
    const earlier = first.get(stream.summary.id);
    if (!earlier) first.set(stream.summary.id, stream);
    return earlier ? [duplicate(stream, earlier, source)] : [];
  });
}

function duplicate(stream: DeclaredStream, earlier: DeclaredStream, source: ConfigSource): Finding {
  const id = quoted(stream.summary.id);
  const place = whereIs(earlier, source);
  if (stream.config.value['id'] === undefined) {
    return {
      path: pathInLayers(stream.config, [], source),
      message: `this stream has no id, and its source and destination are those of ${place}`,
      hint: 'Give each of them an id.',
    };
  }
  return {
    path: pathInLayers(stream.config, ['id'], source),
    message: `the id ${id} is taken: ${place} has it, too`,
    hint: 'Give each stream an id of its own: its ledger goes by it.',
  };
}

function whereIs(stream: DeclaredStream, source: ConfigSource): string {
  const path = pathInLayers(stream.config, [], source);
  const position = source.position(pathInLayers(stream.config, ['id'], source));
  const name = formatPath(path);
  return position && source.path ? `${name} (${source.path}:${position.line}:${position.column})` : name;
}
