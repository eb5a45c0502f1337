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
export {
  type LambdaContext,
  type LambdaEvent,
  type LambdaHandler,
  lambdaHandler,
  type LambdaHandlerOptions,
} from './sdk/lambda-handler.ts';
export { run, type RunRequestOptions } from './sdk/run.ts';
