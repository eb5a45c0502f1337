export { readStatus, type StreamStatusReport } from './audit/stream-status.ts';
export {
  type Difference,
  type DifferenceKind,
  type VerifyOptions,
  type VerifyReport,
  verifyStreams,
} from './audit/verify-streams.ts';
export { type CheckOptions, type CheckOutcome, checkStreams, type StreamCheck } from './check-streams.ts';
export type { RunEvent, RunListener } from './events.ts';
export { defaultNameTemplate, nameFields, nameTemplateProblem } from './landing/object-name.ts';
export type { LedgerEntry, LedgerEntryKind, LedgerObject } from './ledger/ledger-entry.ts';
export { planStreams, type StreamPlan } from './plan-streams.ts';
export { readPositions, type StreamPosition } from './audit/read-positions.ts';
export type { RunReport, StreamReport, StreamStatus } from './report.ts';
export { defaultConcurrency, run } from './run.ts';
export type { HttpTimeouts, RetryPolicy, RunOptions } from './run-options.ts';
export type { BoundDestination, BoundSource, Compression, PluginIdentity, Stream } from './stream.ts';
