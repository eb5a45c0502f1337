import { valueAt } from '../plain-object.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { ConfigSource } from './config-source.ts';
import type { ConfigStream } from './config-stream.ts';
import type { Finding } from './finding.ts';
import type { ConfigPath } from './resolve-references.ts';

/** Says where in the config file a finding is. */
export function locateFinding(finding: Finding, source: ConfigSource): ConfigProblem {
  const { path, message, expected, found, hint, error, target } = finding;
  const position = source.position(path, target);
  return {
    file: source.path,
    ...position,
    path,
    message,
    ...(expected ? { expected } : {}),
    ...(found ? { found } : {}),
    ...(hint ? { hint } : {}),
    ...(error ? { error } : {}),
  };
}

/** Where a part of a merged stream comes from: the strongest layer that holds it, or most of its path. */
export function pathInLayers(stream: ConfigStream, part: ConfigPath, source: ConfigSource): ConfigPath {
  for (let length = part.length; length > 0; length--) {
    const layer = stream.layers.find(
      (prefix) => valueAt(source.value, [...prefix, ...part.slice(0, length)]) !== undefined,
    );
    if (layer) return [...layer, ...part];
  }
  return [...(stream.layers.find((prefix) => prefix.at(-2) === 'streams') ?? []), ...part];
}
