export {
  type ErrorCode,
  env,
  file,
  HatcheryError,
  type LandedObject,
  type LogFields,
  type LogLevel,
  type Pipe,
  Secret,
  type Window,
} from '@hatchery/core';
export type { RunEvent, RunListener, RunReport, StreamReport, StreamStatus } from '@hatchery/engine';
export {
  type ConfigContext,
  type ConfigExport,
  defineConfig,
  type HatcheryConfig,
  type StreamConfig,
  type StreamDefaults,
} from '@hatchery/host';
export { run, type RunRequestOptions } from './sdk/run.ts';
