import type { StreamSummary } from '../project.ts';
import type { ConfigStream } from './config-stream.ts';

/** A stream as the config declares it: what is known before its plugins are. */
export interface DeclaredStream {
  readonly summary: StreamSummary;
  readonly config: ConfigStream;
}
