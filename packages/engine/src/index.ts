export type { RunEvent, RunListener } from './events.ts';
export type { RunReport, StreamReport, StreamStatus } from './report.ts';
export type { HttpTimeouts, RetryPolicy, RunOptions } from './run-options.ts';
export type { BoundDestination, BoundSource, Compression, PluginIdentity, Stream } from './stream.ts';
