export { breakAtEveryRequest, breakAtEveryWrite, type Verify } from './break-off.ts';
export { type Crash, inMemory, MemoryStore } from './memory-store.ts';
export {
  type HarnessOptions,
  type HarnessRun,
  type LandedBytes,
  type SourceHarness,
  sourceHarness,
} from './source-harness.ts';
